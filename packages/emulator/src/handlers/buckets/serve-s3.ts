import { decodeComponent } from '@neon-api/ground';
import { readAuthorization, S3_PATH, signS3Request } from '../../objects/index.ts';
import type { BranchRecord, BucketRecord, CredentialRecord, ObjectRecord, ProjectRecord } from '../../state/index.ts';
import { isSameText, timestampOf } from '../../support/index.ts';
import { findCredential } from '../credentials/index.ts';
import type { SharedContext } from '../handler.ts';
import { logTransfer, type ObjectPlace, type Transfer } from './bucket-logs.ts';
import { dropUnused } from './find-bucket.ts';
import { respondWithContent } from './object-handlers.ts';
import { etagOf, readContent, storeObject } from './store-object.ts';

/** The supported methods, with the scope that each requires. */
const SCOPES = { GET: 'storage:read', HEAD: 'storage:read', PUT: 'storage:write', DELETE: 'storage:write' } as const;
type Method = keyof typeof SCOPES;

const CONTENT_DIGEST_HEADER = 'x-amz-content-sha256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** An error with an S3 error code. */
class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface Found {
  readonly project: ProjectRecord;
  readonly record: BranchRecord;
  readonly place: ObjectPlace;
}

/**
 * Serves the S3 protocol for single objects: GET, HEAD, PUT and DELETE under `/s3/BRANCH/BUCKET/KEY`, signed with a
 * credential of the branch or an ancestor (AWS Signature Version 4).
 */
export async function serveS3(context: SharedContext, request: Request): Promise<Response> {
  try {
    const method = requireMethod(request.method);
    const found = find(context, new URL(request.url));
    return await serveObject(context, request, method, found);
  } catch (error) {
    if (error instanceof S3Error) return showError(error, request.method);
    throw error;
  }
}

async function serveObject(context: SharedContext, request: Request, method: Method, found: Found): Promise<Response> {
  const { record, place } = found;
  let accessKeyId: string | undefined;
  const log = (status: number, sizeBytes?: number): void => {
    const transfer = { method: method.toLowerCase() as Transfer['method'], status, accessKeyId };
    logTransfer(context, place, sizeBytes === undefined ? transfer : { ...transfer, sizeBytes });
  };
  try {
    const bucket = record.services?.buckets.find(({ name }) => name === place.bucket);
    const credential = authenticate(context, request, method, found, bucket);
    accessKeyId = credential?.meta.token_id;
    if (!bucket) throw new S3Error(404, 'NoSuchBucket', 'the bucket does not exist on this branch');
    if (method === 'PUT') return await storeObject(context, place, await readSigned(context, request), accessKeyId);
    const object = bucket.objects.find(({ key }) => key === place.key);
    if (method === 'DELETE') {
      if (object) removeObject(context, bucket, object);
      log(204);
      await context.store.flushed();
      return new Response(null, { status: 204 });
    }
    if (!object) throw new S3Error(404, 'NoSuchKey', 'the key does not exist in this bucket');
    log(200, method === 'GET' ? object.sizeBytes : undefined);
    return showObject(context, method, object);
  } catch (error) {
    if (error instanceof S3Error) log(error.status);
    throw error;
  }
}

function requireMethod(method: string): Method {
  if (Object.hasOwn(SCOPES, method)) return method as Method;
  throw new S3Error(405, 'MethodNotAllowed', `the emulator supports only ${Object.keys(SCOPES).join(', ')} of objects`);
}

function find({ store }: SharedContext, { pathname }: URL): Found {
  const [branchId, bucket, ...rest] = pathname
    .slice(S3_PATH.length + 1)
    .split('/')
    .map(decodeComponent);
  const key = rest.join('/');
  if (!bucket || key === '' || rest.includes(undefined)) {
    throw new S3Error(501, 'NotImplemented', 'the emulator supports only single objects: /s3/BRANCH/BUCKET/KEY');
  }
  for (const project of store.state.projects.values()) {
    const record = project.isDeleted ? undefined : project.branches.get(branchId ?? '');
    if (record)
      return { project, record, place: { projectId: project.project.id, branchId: record.branch.id, bucket, key } };
  }
  throw new S3Error(403, 'InvalidAccessKeyId', 'the branch does not exist');
}

/** Returns the credential that signed the request, or undefined for an anonymous read of a public bucket. */
function authenticate(
  { clock }: SharedContext,
  request: Request,
  method: Method,
  { project, record }: Found,
  bucket: BucketRecord | undefined,
): CredentialRecord | undefined {
  const header = request.headers.get('authorization');
  const scope = SCOPES[method];
  if (header === null && scope === 'storage:read' && bucket?.accessLevel === 'public_read') return undefined;
  const authorization = readAuthorization(header ?? '');
  if (!authorization) throw new S3Error(403, 'AccessDenied', 'the request must be signed (AWS4-HMAC-SHA256)');
  const credential = findCredential(project, record, authorization.accessKeyId, clock.now());
  if (!credential?.secrets)
    throw new S3Error(403, 'InvalidAccessKeyId', 'neither the branch nor an ancestor has this credential');
  const { s3SecretAccessKey } = credential.secrets;
  if (!isSameText(authorization.signature, signS3Request(request, authorization, s3SecretAccessKey))) {
    throw new S3Error(403, 'SignatureDoesNotMatch', 'the signature does not match; has the credential been rotated?');
  }
  if (!credential.meta.scopes.includes(scope)) throw new S3Error(403, 'AccessDenied', `the credential lacks ${scope}`);
  credential.meta.last_used_at = timestampOf(clock);
  return credential;
}

/** Reads the body, and checks that it is the signed one. */
async function readSigned({ objects }: SharedContext, request: Request): Promise<Uint8Array> {
  const signed = request.headers.get(CONTENT_DIGEST_HEADER) ?? UNSIGNED;
  if (signed.startsWith('STREAMING-')) {
    throw new S3Error(
      501,
      'NotImplemented',
      'the emulator does not support chunked uploads; send the content in one piece',
    );
  }
  const content = await readContent(request);
  if (signed !== UNSIGNED && objects.digestOf(content) !== signed) {
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', `the content does not match ${CONTENT_DIGEST_HEADER}`);
  }
  return content;
}

function removeObject(context: SharedContext, bucket: BucketRecord, object: ObjectRecord): void {
  bucket.objects = bucket.objects.filter((other) => other !== object);
  dropUnused(context, [object.digest]);
}

function showObject(context: SharedContext, method: Method, object: ObjectRecord): Response {
  const headers = { ETag: etagOf(object.digest), 'Last-Modified': new Date(object.lastModified).toUTCString() };
  const length = { 'Content-Length': String(object.sizeBytes) };
  if (method === 'HEAD') return new Response(null, { headers: { ...headers, ...length } });
  const response = respondWithContent(context, object);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function showError({ status, code, message }: S3Error, method: string): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return new Response(method === 'HEAD' ? null : body, { status, headers: { 'Content-Type': 'application/xml' } });
}
