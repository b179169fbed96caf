export { createFileObjects } from './file-objects.ts';
export { createMemoryObjects } from './memory-objects.ts';
export type { ObjectStore } from './object-store.ts';
export { readAuthorization, S3_PATH, signS3Request } from './s3-signature.ts';
export { OBJECTS_PATH, type ObjectGrant, readObjectUrl, signObjectUrl } from './signed-url.ts';
