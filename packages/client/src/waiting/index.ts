export type { OperationsSource } from './operations-source.ts';
export { waitForOperations } from './wait-for-operations.ts';
export type { WaitOptions, WaitProgress } from './wait-options.ts';
