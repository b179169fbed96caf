import { fillOptions, readHeaders } from '../internal/index.ts';
import { DEFAULT_RETRY, type RetryPolicy, resolveRetry } from '../retry/index.ts';
import { type BodyEncoder, json } from './encodings/index.ts';
import type { CallOptions } from './neon-caller.ts';

/** Settings that a client has for all calls and that a call can override. */
export interface CallSettings {
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly bodyEncoding: BodyEncoder;
  readonly retry: RetryPolicy;
}

/** The default options of a call. */
export type CallDefaults = CallSettings & Pick<CallOptions, 'signal' | 'headers' | 'cache'>;

export const DEFAULT_SETTINGS: CallSettings = {
  timeoutMs: 300_000,
  attemptTimeoutMs: 60_000,
  bodyEncoding: json,
  retry: DEFAULT_RETRY,
};

/** Checks `options` and returns them over `defaults`. */
export function resolveSettings<Defaults extends CallSettings>(
  options: ({ readonly [Name in keyof Defaults]?: unknown } & Pick<CallOptions, 'headers' | 'retry'>) | undefined,
  defaults: Defaults,
  where: string,
): Defaults {
  if (!options) return defaults;
  const { headers, retry } = options;
  return {
    ...fillOptions(options, defaults, where),
    headers: headers && readHeaders(headers, where),
    retry: resolveRetry(retry, defaults.retry, where),
  };
}
