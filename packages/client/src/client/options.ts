import type { NeonHooks } from '../hooks/index.ts';
import { assertKnownKeys, readHeaders } from '../internal/index.ts';
import { type RateLimiter, type SharedLimits, sharedLimits } from '../limits/index.ts';
import type { RetryOptions } from '../retry/index.ts';
import { type Clock, type Random, systemClock, systemRandom } from '../runtime/index.ts';
import { type ApiKeySource, resolveApiKey } from './api-key.ts';
import { resolveBaseUrl } from './base-url.ts';
import { type CallSettings, DEFAULT_SETTINGS, resolveCallSettings } from './call-settings.ts';
import type { BodyEncoding } from './neon-client.ts';

export interface NeonClientOptions {
  /** API key, or a function asked for it before every request; default: the variable `NEON_API_KEY`. */
  readonly apiKey?: ApiKeySource | undefined;
  /** Where the API is; https, or http on loopback; default `https://console.neon.tech/api/v2`. */
  readonly baseUrl?: string | undefined;
  /** Time for a whole call with its waits and retries, in ms, from 1; `Infinity` for no limit; default 300,000. */
  readonly timeoutMs?: number | undefined;
  /** Time for headers and body of one attempt, in ms, from 1; `Infinity` for no limit; default 60,000. */
  readonly attemptTimeoutMs?: number | undefined;
  /** When a request is sent again; `false`: never. */
  readonly retry?: RetryOptions | false | undefined;
  /**
   * Keeps Neon's limits. Default `true`, on loopback `false`: all clients of one key in this process share one limiter.
   * `false` for none, or your own.
   */
  readonly rateLimit?: RateLimiter | boolean | undefined;
  /** Whether changes to one project wait for each other in this process, as Neon locks a project; default `true`. */
  readonly serializeChanges?: boolean | undefined;
  /** How request bodies are sent; default `json`. */
  readonly bodyEncoding?: BodyEncoding | undefined;
  /** Told about requests, answers, retries and errors. */
  readonly hooks?: NeonHooks | undefined;
  /** Your application's name, added to the `user-agent` header. */
  readonly appInfo?: AppInfo | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Default: `Math.random`. */
  readonly random?: Random | undefined;
}

export interface AppInfo {
  readonly name: string;
  readonly version?: string | undefined;
}

export interface ResolvedOptions extends CallSettings {
  readonly readApiKey: () => Promise<string> | string;
  readonly baseUrl: string;
  readonly rateLimit: RateLimiter | boolean;
  readonly serializeChanges: boolean;
  readonly hooks: NeonHooks;
  /** Sent with every request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly shared: SharedLimits;
}

const WHERE = 'createNeonClient';

const KNOWN = [
  'apiKey',
  'baseUrl',
  ...Object.keys(DEFAULT_SETTINGS),
  'rateLimit',
  'serializeChanges',
  'hooks',
  'appInfo',
  'fetch',
  'clock',
  'random',
];

// Called late and unbound: tests replace the global, and browsers refuse it with another `this`.
const globalFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

/** Options checked and made whole; everything behind this door trusts them. */
export function resolveOptions(options: NeonClientOptions): ResolvedOptions {
  assertKnownKeys(options, KNOWN, WHERE);
  const baseUrl = resolveBaseUrl(options.baseUrl ?? 'https://console.neon.tech/api/v2');
  const {
    // On loopback there is no Neon with limits to keep.
    rateLimit = baseUrl.startsWith('https:'),
    serializeChanges = true,
    hooks = {},
    fetch = globalFetch,
    clock = systemClock,
    random = systemRandom,
  } = options;
  assertKnownKeys(hooks, ['onRequest', 'onResponse', 'onRetry', 'onError'], `${WHERE}: hooks`);
  return {
    ...resolveCallSettings(options, DEFAULT_SETTINGS, WHERE),
    readApiKey: resolveApiKey(options.apiKey),
    baseUrl,
    rateLimit,
    serializeChanges,
    hooks,
    headers: nameUserAgent(options.appInfo),
    fetch,
    clock,
    random,
    shared: sharedLimits(clock),
  };
}

function nameUserAgent({ name, version }: Partial<AppInfo> = {}): Readonly<Record<string, string>> {
  const app = [name, version].filter(Boolean).join('/');
  return readHeaders({ 'user-agent': `neon-api-client ${app}`.trim() }, `${WHERE}: appInfo`);
}
