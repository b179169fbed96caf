import { ApiError } from '../../errors/index.ts';
import { joinBytes, timestampOf } from '../../support/index.ts';
import { findBranch, findProject } from '../common/index.ts';
import type { SharedContext } from '../handler.ts';
import { fireUpload } from '../triggers/index.ts';
import { logTransfer, type ObjectPlace } from './bucket-logs.ts';
import { type BucketParams, dropUnused, findBucket } from './find-bucket.ts';

const MAX_OBJECT_BYTES = 100 * 1024 * 1024;

/** Stores an object, replacing one with the same key, and invokes the triggers for it. */
export async function storeObject(
  context: SharedContext,
  place: ObjectPlace,
  content: Uint8Array,
  accessKeyId?: string,
): Promise<Response> {
  const giveBack = await context.store.reserve({ bodyBytes: 0, frees: false });
  try {
    return await put(context, place, content, accessKeyId);
  } finally {
    giveBack();
  }
}

async function put(
  context: SharedContext,
  place: ObjectPlace,
  content: Uint8Array,
  accessKeyId: string | undefined,
): Promise<Response> {
  const { projectId, branchId, bucket: bucketName, key } = place;
  const bucket = findBucket(context, bucketParamsOf(place));
  const digest = context.objects.put(content);
  const previous = bucket.objects.find((object) => object.key === key);
  const object = { key, sizeBytes: content.byteLength, digest, lastModified: timestampOf(context.clock) };
  bucket.objects = [...bucket.objects.filter((other) => other !== previous), object];
  const project = findProject(context, projectId);
  fireUpload(context, { project, record: findBranch(project, branchId), bucket: bucketName, key });
  logTransfer(context, place, { method: 'put', status: 200, sizeBytes: content.byteLength, accessKeyId });
  await context.store.flushed();
  if (previous) dropUnused(context, [previous.digest]);
  return new Response(null, { status: 200, headers: { ETag: etagOf(digest) } });
}

export async function readContent(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_OBJECT_BYTES) {
      throw new ApiError(413, `the emulator limits objects to ${MAX_OBJECT_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return joinBytes(chunks);
}

export function bucketParamsOf({ projectId, branchId, bucket }: ObjectPlace): BucketParams {
  return { project_id: projectId, branch_id: branchId, bucket_name: bucket };
}

export function etagOf(digest: string): string {
  return `"${digest.slice(0, 32)}"`;
}
