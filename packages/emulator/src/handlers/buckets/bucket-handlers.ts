import type {
  Bucket,
  CreateProjectBranchBucketParams,
  CreateProjectBranchBucketResponse,
  DeleteProjectBranchBucketParams,
  ListProjectBranchBucketsParams,
  ListProjectBranchBucketsResponse,
} from '@neon-api/types';
import { conflict } from '../../errors/index.ts';
import type { BucketRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import { findBranch, findProject, requirePathSegment, servicesOf } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { logChange } from './bucket-logs.ts';
import { dropUnused, findBucket } from './find-bucket.ts';

export const listProjectBranchBuckets: Handler<ListProjectBranchBucketsParams, ListProjectBranchBucketsResponse> = (
  context,
  { project_id, branch_id },
) => ({ buckets: servicesOf(findBranch(findProject(context, project_id), branch_id)).buckets.map(showBucket) });

export const createProjectBranchBucket: Handler<CreateProjectBranchBucketParams, CreateProjectBranchBucketResponse> = (
  context,
  { project_id, branch_id, body: { name, access_level = 'private' } },
) => {
  requirePathSegment('bucket name', name);
  const { buckets } = servicesOf(findBranch(findProject(context, project_id), branch_id));
  if (buckets.some((bucket) => bucket.name === name)) throw conflict(`bucket "${name}" already exists`);
  const bucket: BucketRecord = { name, accessLevel: access_level, createdAt: timestampOf(context.clock), objects: [] };
  buckets.push(bucket);
  logChange(context, { project_id, branch_id, bucket_name: name }, 'create_bucket', 201);
  return { bucket: showBucket(bucket) };
};

/** Deletes the bucket with its objects. */
export const deleteProjectBranchBucket: Handler<DeleteProjectBranchBucketParams, undefined> = (context, params) => {
  const bucket = findBucket(context, params);
  const { buckets } = servicesOf(findBranch(findProject(context, params.project_id), params.branch_id));
  buckets.splice(buckets.indexOf(bucket), 1);
  logChange(context, params, 'delete_bucket', 204);
  dropUnused(
    context,
    bucket.objects.map(({ digest }) => digest),
  );
  return undefined;
};

function showBucket({ name, accessLevel, createdAt }: BucketRecord): Bucket {
  return { name, access_level: accessLevel, created_at: createdAt };
}
