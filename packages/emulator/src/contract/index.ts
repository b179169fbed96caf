export { type Checked, type Contract, createContract } from './contract.ts';
export { type ContractOperation, JSON_MEDIA_TYPE, type Method } from './contract-operations.ts';
export type { JsonObject } from './document.ts';
export type { RouteMatch } from './match-route.ts';
