export { assignDefined } from './assign-defined.ts';
export { type AnyNeonError, isNeonError } from './is-neon-error.ts';
export { NeonApiError, type NeonApiErrorDetails, type NeonErrorCode } from './neon-api-error.ts';
export { NeonError, type NeonErrorDetails, type RequestOutcome } from './neon-error.ts';
export { NeonNetworkError } from './neon-network-error.ts';
export { NeonOperationError } from './neon-operation-error.ts';
export { NeonTimeoutError } from './neon-timeout-error.ts';
export { NeonUsageError } from './neon-usage-error.ts';
export type { OperationsToken } from './operations-token.ts';
