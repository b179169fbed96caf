import { fillOptions, readHeaders } from '../internal/index.ts';
import { DEFAULT_RETRY, type RetryPolicy, resolveRetry } from '../retry/index.ts';
import { type BodyEncoder, json } from './encodings/index.ts';
import type { CallOptions } from './neon-caller.ts';

/** What a client sets for its calls, and a call for itself. */
export interface CallSettings {
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly bodyEncoding: BodyEncoder;
  readonly retry: RetryPolicy;
}

/** The options of a call that sets none. */
export type CallDefaults = CallSettings & Pick<CallOptions, 'signal' | 'headers' | 'cache'>;

export const DEFAULT_SETTINGS: CallSettings = {
  timeoutMs: 300_000,
  attemptTimeoutMs: 60_000,
  bodyEncoding: json,
  retry: DEFAULT_RETRY,
};

/** Checked options, whole with the settings among them: `options` over `defaults`. */
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
