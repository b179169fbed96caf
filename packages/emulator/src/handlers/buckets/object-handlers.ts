import type {
  DeleteProjectBranchBucketObjectParams,
  DeleteProjectBranchBucketObjectsByPrefixParams,
  DeleteProjectBranchBucketObjectsByPrefixResponse,
  GetProjectBranchBucketObjectParams,
  ListProjectBranchBucketObjectsParams,
  ListProjectBranchBucketObjectsResponse,
  PresignProjectBranchBucketObjectParams,
  PresignProjectBranchBucketObjectResponse,
} from '@neon-api/types';
import { signObjectUrl } from '../../objects/index.ts';
import type { ObjectRecord } from '../../state/index.ts';
import type { Handler, SharedContext } from '../handler.ts';
import { logChange } from './bucket-logs.ts';
import { dropUnused, findBucket, findObject } from './find-bucket.ts';
import { listObjects } from './list-objects.ts';

const LARGEST_PAGE = 1000;
const DEFAULT_EXPIRES_SECONDS = 900;

export const listProjectBranchBucketObjects: Handler<
  ListProjectBranchBucketObjectsParams,
  ListProjectBranchBucketObjectsResponse
> = (context, params) => {
  const { prefix = '', delimiter, limit = LARGEST_PAGE, cursor } = params;
  return listObjects(findBucket(context, params).objects, { prefix, delimiter, limit, cursor });
};

export const getProjectBranchBucketObject: Handler<GetProjectBranchBucketObjectParams, Response> = (context, params) =>
  respondWithContent(context, findObject(findBucket(context, params), params.object_key));

export function respondWithContent({ objects }: SharedContext, { digest }: ObjectRecord): Response {
  return new Response(new Uint8Array(objects.get(digest)), { headers: { 'Content-Type': 'application/octet-stream' } });
}

export const deleteProjectBranchBucketObject: Handler<DeleteProjectBranchBucketObjectParams, undefined> = (
  context,
  params,
) => {
  const bucket = findBucket(context, params);
  const object = findObject(bucket, params.object_key);
  bucket.objects = bucket.objects.filter((other) => other !== object);
  logChange(context, params, 'delete_object', 204, params.object_key);
  dropUnused(context, [object.digest]);
  return undefined;
};

export const deleteProjectBranchBucketObjectsByPrefix: Handler<
  DeleteProjectBranchBucketObjectsByPrefixParams,
  DeleteProjectBranchBucketObjectsByPrefixResponse
> = (context, params) => {
  const bucket = findBucket(context, params);
  const gone = bucket.objects.filter(({ key }) => key.startsWith(params.prefix));
  bucket.objects = bucket.objects.filter((object) => !gone.includes(object));
  logChange(context, params, 'delete_prefix', 200, params.prefix);
  dropUnused(
    context,
    gone.map(({ digest }) => digest),
  );
  return { deleted: gone.length };
};

/** Returns a URL that carries its own permission, so its user needs no key. */
export const presignProjectBranchBucketObject: Handler<
  PresignProjectBranchBucketObjectParams,
  PresignProjectBranchBucketObjectResponse
> = (context, params) => {
  const bucket = findBucket(context, params);
  const { operation, content_type, expires_in_seconds = DEFAULT_EXPIRES_SECONDS } = params.body;
  if (operation === 'download') findObject(bucket, params.object_key);
  const expiresAtMs = context.clock.now() + expires_in_seconds * 1000;
  const url = signObjectUrl(context.origin, context.store.state.signingSecret, {
    projectId: params.project_id,
    branchId: params.branch_id,
    bucket: params.bucket_name,
    key: params.object_key,
    operation,
    expiresAtMs,
  });
  return {
    url,
    method: operation === 'upload' ? 'PUT' : 'GET',
    headers: operation === 'upload' && content_type !== undefined ? { 'Content-Type': content_type } : {},
    expires_at: new Date(expiresAtMs).toISOString(),
  };
};
