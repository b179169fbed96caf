export { codeSamples } from './code-samples.ts';
export { readContract } from './contract.ts';
export { type OperationGroup, operationReference } from './operation-pages.ts';
