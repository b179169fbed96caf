import { ApiError } from '../../errors/index.ts';
import { type ObjectGrant, readObjectUrl } from '../../objects/index.ts';
import { timestampOf } from '../../support/index.ts';
import { findBranch, findProject } from '../find.ts';
import type { SharedContext } from '../handler.ts';
import { logStorage } from '../logs/index.ts';
import { fireUpload } from '../triggers/index.ts';
import { type BucketParams, dropUnused, findBucket, findObject } from './find-bucket.ts';
import { respondWithContent } from './object-handlers.ts';

const MAX_OBJECT_BYTES = 100 * 1024 * 1024;

/** Serves a signed address: the PUT or GET that it was signed for, until it expires. */
export async function transferObject(context: SharedContext, request: Request): Promise<Response> {
  const grant = readObjectUrl(new URL(request.url), context.store.state.signingSecret);
  if (!grant) throw new ApiError(403, 'the signature does not match the address');
  try {
    checkUse(context, request, grant);
    return await (grant.operation === 'upload' ? upload(context, request, grant) : download(context, grant));
  } catch (error) {
    if (error instanceof ApiError) logTransfer(context, grant, error.status);
    throw error;
  }
}

function checkUse({ clock }: SharedContext, request: Request, { operation, expiresAtMs }: ObjectGrant): void {
  if (expiresAtMs <= clock.now()) throw new ApiError(403, 'the address has expired; ask for a new one');
  const method = operation === 'upload' ? 'PUT' : 'GET';
  if (request.method !== method) {
    throw new ApiError(405, `the address was signed for ${method}`, '', { Allow: method });
  }
}

function download(context: SharedContext, grant: ObjectGrant): Response {
  const object = findObject(findBucket(context, paramsOf(grant)), grant.key);
  logTransfer(context, grant, 200, object.sizeBytes);
  return respondWithContent(context, object);
}

async function upload(context: SharedContext, request: Request, grant: ObjectGrant): Promise<Response> {
  const content = await readContent(request);
  const giveBack = await context.store.reserve({ bodyBytes: 0, frees: false });
  try {
    return await storeObject(context, grant, content);
  } finally {
    giveBack();
  }
}

async function storeObject(context: SharedContext, grant: ObjectGrant, content: Uint8Array): Promise<Response> {
  const bucket = findBucket(context, paramsOf(grant));
  const digest = context.objects.put(content);
  const former = bucket.objects.find(({ key }) => key === grant.key);
  const object = {
    key: grant.key,
    sizeBytes: content.byteLength,
    digest,
    lastModified: timestampOf(context.clock),
  };
  bucket.objects = [...bucket.objects.filter((other) => other !== former), object];
  logTransfer(context, grant, 200, content.byteLength);
  const project = findProject(context, grant.projectId);
  const record = findBranch(project, grant.branchId);
  fireUpload(context, { project, record, bucket: grant.bucket, key: grant.key });
  await context.store.flushed();
  if (former) dropUnused(context, [former.digest]);
  return new Response(null, { status: 200, headers: { ETag: `"${digest.slice(0, 32)}"` } });
}

function paramsOf({ projectId, branchId, bucket }: ObjectGrant): BucketParams {
  return { project_id: projectId, branch_id: branchId, bucket_name: bucket };
}

function logTransfer(context: SharedContext, grant: ObjectGrant, status: number, sizeBytes?: number): void {
  const { projectId, branchId, bucket, key, operation } = grant;
  logStorage(context, {
    projectId,
    branchId,
    bucket,
    scope: operation === 'upload' ? 's3.put' : 's3.get',
    status,
    objectKey: key,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
  });
  context.store.commit(projectId);
}

async function readContent(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_OBJECT_BYTES) throw new ApiError(413, `an object has at most ${MAX_OBJECT_BYTES} bytes here`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
