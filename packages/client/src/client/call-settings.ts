import { assertMilliseconds } from '../internal/index.ts';
import { DEFAULT_RETRY, type RetryPolicy, resolveRetry } from '../retry/index.ts';
import type { BodyEncoding, CallOptions } from './neon-client.ts';

/** What a client sets for its calls, and a call for itself. */
export interface CallSettings {
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly bodyEncoding: BodyEncoding;
  readonly retry: RetryPolicy;
}

export const DEFAULT_SETTINGS: CallSettings = {
  timeoutMs: 300_000,
  attemptTimeoutMs: 60_000,
  bodyEncoding: 'json',
  retry: DEFAULT_RETRY,
};

/** Checked settings: `options` over `base`. */
export function resolveCallSettings(
  options: Pick<CallOptions, keyof CallSettings>,
  base: CallSettings,
  where: string,
): CallSettings {
  const {
    timeoutMs = base.timeoutMs,
    attemptTimeoutMs = base.attemptTimeoutMs,
    bodyEncoding = base.bodyEncoding,
  } = options;
  assertMilliseconds(timeoutMs, 'timeoutMs', where);
  assertMilliseconds(attemptTimeoutMs, 'attemptTimeoutMs', where);
  return { timeoutMs, attemptTimeoutMs, bodyEncoding, retry: resolveRetry(options.retry, base.retry, where) };
}
