import { assertKnownKeys, assertMilliseconds } from '../internal/index.ts';
import { type Clock, type Random, systemClock, systemRandom } from '../runtime/index.ts';
import { type ApiKeySource, resolveApiKey } from './api-key.ts';
import { resolveBaseUrl } from './base-url.ts';

export interface NeonClientOptions {
  /** API key, or a function asked for it before every request; default: the variable `NEON_API_KEY`. */
  readonly apiKey?: ApiKeySource | undefined;
  /** Where the API is; https, or http on loopback; default `https://console.neon.tech/api/v2`. */
  readonly baseUrl?: string | undefined;
  /** Time for headers and body of one attempt, in milliseconds, from 1; `Infinity` for no limit; default 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Default: `Math.random`. */
  readonly random?: Random | undefined;
}

export const DEFAULTS: Omit<ResolvedOptions, 'readApiKey'> = {
  baseUrl: 'https://console.neon.tech/api/v2',
  timeoutMs: 60_000,
  // Called late and unbound: tests replace the global, and browsers refuse it with another `this`.
  fetch: (input, init) => globalThis.fetch(input, init),
  clock: systemClock,
  random: systemRandom,
};

const KNOWN = ['apiKey', ...Object.keys(DEFAULTS)];

export interface ResolvedOptions {
  readonly readApiKey: () => Promise<string> | string;
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: Random;
}

/** Options checked and made whole; everything behind this door trusts them. */
export function resolveOptions(options: NeonClientOptions): ResolvedOptions {
  const where = 'createNeonClient';
  assertKnownKeys(options, KNOWN, where);
  const timeoutMs = options.timeoutMs ?? DEFAULTS.timeoutMs;
  assertMilliseconds(timeoutMs, 'timeoutMs', where);
  return {
    readApiKey: resolveApiKey(options.apiKey),
    baseUrl: resolveBaseUrl(options.baseUrl ?? DEFAULTS.baseUrl),
    timeoutMs,
    fetch: options.fetch ?? DEFAULTS.fetch,
    clock: options.clock ?? DEFAULTS.clock,
    random: options.random ?? DEFAULTS.random,
  };
}
