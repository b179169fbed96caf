import { ApiError } from '../../errors/index.ts';
import { type ObjectGrant, readObjectUrl } from '../../objects/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { SharedContext } from '../handler.ts';
import { dropUnused, findBucket, findObject } from './find-bucket.ts';
import { respondWithContent } from './object-handlers.ts';

const MAX_OBJECT_BYTES = 100 * 1024 * 1024;

/** Serves a signed address: the PUT or GET that it was signed for, until it expires. */
export async function transferObject(context: SharedContext, request: Request): Promise<Response> {
  const grant = readObjectUrl(new URL(request.url), context.store.state.signingSecret);
  if (!grant) throw new ApiError(403, 'the signature does not match the address');
  if (grant.expiresAtMs <= context.clock.now()) throw new ApiError(403, 'the address has expired; ask for a new one');
  const method = grant.operation === 'upload' ? 'PUT' : 'GET';
  if (request.method !== method) {
    throw new ApiError(405, `the address was signed for ${method}`, '', { Allow: method });
  }
  const params = { project_id: grant.projectId, branch_id: grant.branchId, bucket_name: grant.bucket };
  if (grant.operation === 'download') {
    return respondWithContent(context, findObject(findBucket(context, params), grant.key));
  }
  const content = await readContent(request);
  const giveBack = await context.store.reserve({ bodyBytes: 0, frees: false });
  try {
    return await storeObject(context, grant, content);
  } finally {
    giveBack();
  }
}

async function storeObject(context: SharedContext, grant: ObjectGrant, content: Uint8Array): Promise<Response> {
  const params = { project_id: grant.projectId, branch_id: grant.branchId, bucket_name: grant.bucket };
  const bucket = findBucket(context, params);
  const digest = context.objects.put(content);
  const former = bucket.objects.find(({ key }) => key === grant.key);
  const object = {
    key: grant.key,
    sizeBytes: content.byteLength,
    digest,
    lastModified: timestampOf(context.clock),
  };
  bucket.objects = [...bucket.objects.filter((other) => other !== former), object];
  context.store.commit(grant.projectId);
  await context.store.flushed();
  if (former) dropUnused(context, [former.digest]);
  return new Response(null, { status: 200, headers: { ETag: `"${digest.slice(0, 32)}"` } });
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
