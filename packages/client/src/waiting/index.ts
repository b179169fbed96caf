export { answerBehind, type CallAndWaitOptions, callAndWait } from './call-and-wait.ts';
export { type OperationsSource, operationsToken } from './operations-source.ts';
export { pollOperations } from './poll-operations.ts';
export { waitForOperations } from './wait-for-operations.ts';
export type { WaitOptions, WaitProgress } from './wait-options.ts';
