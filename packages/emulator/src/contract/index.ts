export type { Contract } from './contract.ts';
export { createContract } from './contract.ts';
export {
  type ContractOperation,
  FORM_MEDIA_TYPE,
  JSON_MEDIA_TYPE,
  MULTIPART_MEDIA_TYPE,
} from './contract-operations.ts';
export { dereference, type JsonObject, type OpenApiDocument } from './document.ts';
export { interpretSchemas } from './interpreter/index.ts';
export type { RouteMatch } from './match-route.ts';
export { sharedContract } from './shared-contract.ts';
