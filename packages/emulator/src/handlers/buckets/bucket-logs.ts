import type { SharedContext } from '../handler.ts';
import { logStorage } from '../logs/index.ts';
import type { BucketParams } from './find-bucket.ts';

/** Docs (storage/logs): changes of buckets and objects through the API are logged like transfers. */
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

/** The location of an object. */
export interface ObjectPlace {
  readonly projectId: string;
  readonly branchId: string;
  readonly bucket: string;
  readonly key: string;
}

export interface Transfer {
  readonly method: 'get' | 'put' | 'head' | 'delete';
  readonly status: number;
  readonly sizeBytes?: number;
  /** Undefined for presigned URLs and for anonymous reads of a public bucket. */
  readonly accessKeyId?: string | undefined;
}

/** Logs one request for an object, allowed or not. */
export function logTransfer(context: SharedContext, place: ObjectPlace, transfer: Transfer): void {
  const { projectId, branchId, bucket, key } = place;
  const { method, status, sizeBytes, accessKeyId } = transfer;
  logStorage(context, {
    projectId,
    branchId,
    bucket,
    scope: `s3.${method}`,
    status,
    objectKey: key,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
  });
  context.store.commit(projectId);
}
