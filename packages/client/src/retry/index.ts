export { type AttemptEnd, budgetOf, decideRetry, isSafeMethod } from './decide-retry.ts';
export { readPause } from './read-pause.ts';
export { DEFAULT_RETRY, type RetryOptions, type RetryPolicy, resolveRetry } from './retry-policy.ts';
