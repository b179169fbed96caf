import type { SharedContext } from '../handler.ts';
import { logStorage } from '../logs/index.ts';
import type { BucketParams } from './find-bucket.ts';

/** Docs (storage/logs): a change of buckets or objects through the API is logged beside the transfers. */
export function logChange(
  context: SharedContext,
  { project_id, branch_id, bucket_name }: BucketParams,
  operation: 'create_bucket' | 'delete_bucket' | 'delete_object' | 'delete_prefix',
  status: number,
  objectKey?: string,
): void {
  logStorage(context, {
    projectId: project_id,
    branchId: branch_id,
    bucket: bucket_name,
    scope: `api.${operation}`,
    status,
    ...(objectKey === undefined ? {} : { objectKey }),
  });
}
