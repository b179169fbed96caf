// The exports of both entries; they work with the client of either.
export type * from '@neon-api/types';
export {
  type ApiKeySource,
  type AppInfo,
  type BodyEncoder,
  type CallOptions,
  type EncodedBody,
  form,
  type LogLevel,
  multipart,
  type NeonCaller,
  type NeonClientOptions,
  type OperationDescriptor,
  orgInBody,
  orgInProject,
  orgInQuery,
  type Paging,
  type ResponseDetails,
  warnDeprecated,
  withResponse,
} from './client/index.ts';
export {
  type AnyNeonError,
  isNeonError,
  NeonApiError,
  NeonError,
  type NeonErrorCode,
  NeonNetworkError,
  NeonOperationError,
  NeonTimeoutError,
  NeonUsageError,
  type OperationsToken,
  type RequestOutcome,
} from './errors/index.ts';
export type { CallEvent, ErrorEvent, NeonHooks, ResponseEvent, RetryEvent } from './hooks/index.ts';
export { assertKnownKeys } from './internal/index.ts';
export { createRateLimiter, inTurn, NEON_LIMITS, type RateLimit, type RateLimiter } from './limits/index.ts';
export { type ItemOf, type OperationFunction, type PageOptions, type Pages, paginate } from './pagination/index.ts';
export type { RetryOptions } from './retry/index.ts';
export { type Clock, monotonicNow, type Random, type Runtime, systemClock } from './runtime/index.ts';
export {
  binary,
  type CacheMode,
  type Fetch,
  type FetchInit,
  type FetchResponse,
  type ReadBinary,
} from './transport/index.ts';
export {
  answerBehind,
  type CallAndWaitOptions,
  callAndWait,
  type OperationsSource,
  operationsToken,
  pollOperations,
  type WaitOptions,
  type WaitProgress,
  waitForOperations,
} from './waiting/index.ts';
