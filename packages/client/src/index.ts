export {
  type ApiKeySource,
  type CallOptions,
  createNeonClient,
  type NeonClient,
  type NeonClientOptions,
  type OperationDescriptor,
} from './client/index.ts';
export {
  type AnyNeonError,
  isNeonError,
  NeonApiError,
  NeonError,
  NeonNetworkError,
  NeonOperationError,
  NeonTimeoutError,
  NeonUsageError,
  type RequestOutcome,
} from './errors/index.ts';
export type { Clock, Random, Runtime } from './runtime/index.ts';
export { type OperationsSource, type WaitOptions, type WaitProgress, waitForOperations } from './waiting/index.ts';
