export type { Contract } from './contract.ts';
export type { ContractOperation } from './contract-operations.ts';
export type { RouteMatch } from './match-route.ts';
export { sharedContract } from './shared-contract.ts';
