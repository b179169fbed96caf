import type { HandlerTable } from '../handler.ts';
import { createProjectBranchBucket, deleteProjectBranchBucket, listProjectBranchBuckets } from './bucket-handlers.ts';
import {
  deleteProjectBranchBucketObject,
  deleteProjectBranchBucketObjectsByPrefix,
  getProjectBranchBucketObject,
  listProjectBranchBucketObjects,
  presignProjectBranchBucketObject,
} from './object-handlers.ts';

export { dropUnusedObjects } from './find-bucket.ts';
export { serveS3 } from './serve-s3.ts';
export { transferObject } from './transfer-object.ts';

export const bucketHandlers: HandlerTable = {
  createProjectBranchBucket,
  deleteProjectBranchBucket,
  deleteProjectBranchBucketObject,
  deleteProjectBranchBucketObjectsByPrefix,
  getProjectBranchBucketObject,
  listProjectBranchBucketObjects,
  listProjectBranchBuckets,
  presignProjectBranchBucketObject,
};
