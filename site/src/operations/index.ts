export { type OperationGroup, operationReference } from './operation-pages.ts';
