import { NeonUsageError } from '../errors/index.ts';
import type { NeonHooks } from '../hooks/index.ts';
import { assertKnownKeys, readHeaders } from '../internal/index.ts';
import { type RateLimiter, sharedLimits } from '../limits/index.ts';
import type { RetryOptions } from '../retry/index.ts';
import { type Clock, type Random, systemClock } from '../runtime/index.ts';
import type { Fetch, TransportSettings } from '../transport/index.ts';
import { type ApiKeySource, resolveApiKey } from './api-key.ts';
import { type CallDefaults, type CallSettings, DEFAULT_SETTINGS, resolveSettings } from './call-settings.ts';
import type { BodyEncoder } from './encodings/index.ts';
import { environment, optionalVariable } from './environment.ts';

export interface NeonClientOptions {
  /**
   * The API key, or a function that returns it before every request; default: the variable `NEON_API_KEY`.
   *
   * @example
   * createNeonClient({ apiKey: async () => (await secrets.read('neon')).apiKey });
   */
  readonly apiKey?: ApiKeySource | undefined;
  /**
   * The address of the API; https, or http on loopback. Default: the variable `NEON_API_BASE_URL`, else
   * `https://console.neon.tech/api/v2`.
   */
  readonly baseUrl?: string | undefined;
  /**
   * The organization for operations that take one, unless the call sets it. Neon requires it with a personal key.
   * Default: the variable `NEON_ORG_ID`, else none.
   */
  readonly orgId?: string | undefined;
  /** Time for a whole call with its waits and retries, in ms, from 1; `Infinity` for no limit; default 300,000. */
  readonly timeoutMs?: number | undefined;
  /** Time for headers and body of one attempt, in ms, from 1; `Infinity` for no limit; default 60,000. */
  readonly attemptTimeoutMs?: number | undefined;
  /**
   * How the client retries; `false`: never.
   *
   * @example
   * createNeonClient({ retry: { budgetMs: 10_000, maxAttempts: 5 } });
   */
  readonly retry?: RetryOptions | false | undefined;
  /**
   * Stays within Neon's rate limits. `true`: all clients of one key in this process share one limiter; `false`: no
   * limiter; or pass your own. Default `true`, on loopback `false`.
   */
  readonly rateLimit?: RateLimiter | boolean | undefined;
  /** Whether this process sends changes to a project one at a time, because Neon locks projects; default `true`. */
  readonly serializeChanges?: boolean | undefined;
  /** The encoding of request bodies: `form`, or your own encoder; default: JSON. */
  readonly bodyEncoding?: BodyEncoder | undefined;
  /**
   * Functions that receive an event for each request, response, retry and error.
   *
   * @example
   * createNeonClient({ hooks: { onResponse: ({ route, status }) => console.log(route, status) } });
   */
  readonly hooks?: NeonHooks | undefined;
  /**
   * What the client prints: `warn` a warning at the first call of each deprecated operation, `debug` also each event that
   * hooks receive, to standard error, `silent` nothing. Default: the variable `NEON_LOG`, else `warn`.
   */
  readonly log?: LogLevel | undefined;
  /**
   * The name of your application, added to the `user-agent` header.
   *
   * @example
   * createNeonClient({ appInfo: { name: 'my-app', version: '2.1.0' } });
   */
  readonly appInfo?: AppInfo | undefined;
  /** The maximum body of a success, in bytes after decompression; downloads have no limit; default 67,108,864. */
  readonly maxResponseBytes?: number | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Default: `Math.random`. */
  readonly random?: Random | undefined;
}

export type LogLevel = 'debug' | 'warn' | 'silent';

export interface AppInfo {
  readonly name: string;
  readonly version?: string | undefined;
}

export interface ClientSettings extends TransportSettings {
  readonly orgId: string | undefined;
  readonly log: string | undefined;
  /** The options of a call that passes none. */
  readonly defaults: CallDefaults;
}

// Defined by the build; undefined in tests of the sources.
declare const CLIENT_VERSION: string | undefined;
const VERSION = typeof CLIENT_VERSION === 'string' ? `/${CLIENT_VERSION}` : '';

interface FilledOptions extends CallSettings {
  readonly apiKey: ApiKeySource | undefined;
  readonly baseUrl: string | undefined;
  readonly orgId: string | undefined;
  readonly rateLimit: RateLimiter | boolean | undefined;
  readonly serializeChanges: boolean;
  readonly hooks: NeonHooks;
  readonly log: string | undefined;
  readonly appInfo: Partial<AppInfo>;
  readonly maxResponseBytes: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
}

const DEFAULTS: FilledOptions = {
  apiKey: undefined,
  baseUrl: undefined,
  orgId: undefined,
  ...DEFAULT_SETTINGS,
  rateLimit: undefined,
  serializeChanges: true,
  hooks: {},
  log: undefined,
  appInfo: {},
  maxResponseBytes: 67_108_864,
  // Looked up late, because tests replace the global; unbound, because browsers reject another `this`.
  async fetch(url, init) {
    if (!globalThis.fetch) throw new NeonUsageError('No global fetch: pass { fetch }.');
    return globalThis.fetch(url, init);
  },
  clock: systemClock,
  random: () => Math.random(),
};

/** Checks the options and fills in defaults. All other code trusts the result. */
export function resolveOptions(options: NeonClientOptions): ClientSettings {
  const where = 'createNeonClient';
  const filled = resolveSettings(options, DEFAULTS, where);
  const { hooks, appInfo, timeoutMs, attemptTimeoutMs, bodyEncoding, retry } = filled;
  assertKnownKeys(hooks, ['onRequest', 'onResponse', 'onRetry', 'onError'], `${where}: hooks`);
  const baseUrl = resolveBaseUrl(filled.baseUrl);
  const log = filled.log ?? optionalVariable('NEON_LOG');
  const app = [appInfo.name, appInfo.version].filter(Boolean).join('/');
  return {
    ...filled,
    log,
    readApiKey: resolveApiKey(filled.apiKey),
    baseUrl,
    orgId: filled.orgId ?? optionalVariable('NEON_ORG_ID'),
    // Neon itself never runs on loopback.
    rateLimit: filled.rateLimit ?? baseUrl.startsWith('https:'),
    headers: readHeaders({ 'user-agent': `neon-api-client${VERSION} ${app}`.trim() }, `${where}: appInfo`),
    shared: sharedLimits(filled.clock),
    defaults: {
      timeoutMs,
      attemptTimeoutMs,
      bodyEncoding,
      retry,
      signal: undefined,
      headers: undefined,
      cache: undefined,
    },
  };
}

const DEFAULT_BASE_URL = 'https://console.neon.tech/api/v2';

// Matches a normalized URL, where 127.1 and 0x7f.1 are 127.0.0.1. Loopback needs no encryption.
const SAFE_URL = /^(https:\/\/[^/@]+|http:\/\/(localhost|\[::1]|127\.[.\d]+)(:\d+)?)\/[^?#]*$/;

/**
 * Returns the base URL without a trailing slash: `given`, else NEON_API_BASE_URL, else Neon's own.
 *
 * @throws NeonUsageError unless it is https or loopback, because the key must be sent encrypted
 */
function resolveBaseUrl(given: string = environment().NEON_API_BASE_URL || DEFAULT_BASE_URL): string {
  const url = URL.canParse(given) ? new URL(given).href : '';
  if (!SAFE_URL.test(url)) {
    // Not quoted: it may contain a password.
    throw new NeonUsageError(
      'baseUrl or NEON_API_BASE_URL must be https, or http on loopback, without password or query.',
    );
  }
  return url.replace(/\/+$/, '');
}
