export { createObjectStore, type ObjectStore } from './object-store.ts';
export { OBJECTS_PATH, type ObjectGrant, readObjectUrl, signObjectUrl } from './signed-url.ts';
