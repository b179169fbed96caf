export { dropUnusedObjects, serveS3, transferObject } from './buckets/index.ts';
export { SERVICE_RULES, type ServiceRule, showEndpoint, sizeBytesOf } from './common/index.ts';
export type { Handler, HandlerContext, SharedContext } from './handler.ts';
export { HANDLER_KINDS, HANDLERS, type HandlerKind } from './handlers.ts';
export { createHousekeeper, type Housekeeper, suspendDueMs } from './housekeeping/index.ts';
