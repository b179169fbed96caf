import { createVirtualClock } from '@neon-api/ground/node';
import type { DataPlane, DataPlaneEvents } from '../data-plane/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { type LimitOptions, type Limits, resolveLimits } from '../limits/index.ts';
import { PACES, type Speed } from '../operations/index.ts';
import type { PostgresMode } from '../postgres/index.ts';
import { checkSeed, readSeedFile, type Seed } from '../seed/index.ts';
import { newAdminToken, newApiKey } from '../state/index.ts';
import {
  type Clock,
  DEEPEST_NESTING,
  isHostName,
  isNestedDeeper,
  type Log,
  logToStderr,
  type Random,
  requireKnownOptions,
  systemClock,
  systemRandom,
} from '../support/index.ts';

export interface EmulatorOptions {
  /** API port, 0–65535. Default 0: any free port. */
  readonly port?: number;
  /** Address to listen on. A non-loopback address requires `apiKey`. Default `127.0.0.1`. */
  readonly host?: string;
  /**
   * More host names to accept in Host and Origin headers, without a port; for example a service name in Docker Compose.
   * Default: none.
   */
  readonly allowHosts?: readonly string[];
  /** API key that requests must send, without spaces. Default: a random one, the same at each start in `dataDir`. */
  readonly apiKey?: string;
  /** Bearer token for `/__emulator`, without spaces. Default: a random one, the same at each start in `dataDir`. */
  readonly adminToken?: string;
  /** Where Postgres comes from. Default `auto`: for each version, embedded binaries if installed, else the system's. */
  readonly postgres?: PostgresMode;
  /**
   * Folder of extensions (`*.control`, `*.sql` and libraries) to add to the embedded Postgres, e.g. an unpacked Debian
   * package. Their scripts run as superuser. Default: none.
   */
  readonly extensions?: string;
  /** Postgres port, 0–65535. Default 0: any free port; with `dataDir`, the port of the last start. */
  readonly postgresPort?: number;
  /**
   * Whether Postgres itself listens for clients, each read-write or read-only endpoint on a port of its own: nothing
   * forwards, and computes are not suspended when idle. Pooled URIs lead to the pooler. Default false.
   */
  readonly direct?: boolean;
  /**
   * Port of 127.0.0.1 for HTTPS, with a certificate of `postgres.caFile`; connection URIs then contain host names. On 443,
   * Neon's serverless driver needs only the URI. 0: any free port. Default: no HTTPS.
   */
  readonly httpsPort?: number;
  /** Folder that keeps all data across restarts. Default: a temporary folder, removed on stop. */
  readonly dataDir?: string;
  /**
   * If the state in `dataDir` is damaged, load the intact part and copy the damaged files to a separate folder. Default
   * false: the start fails and changes nothing.
   */
  readonly recover?: boolean;
  /** `virtual` is a clock that only `emulator.clock.advance` moves. Default: the system clock. */
  readonly clock?: Clock | 'virtual';
  /** Returns a number in [0, 1). Seed it to get the same ids in every run. Default: unseeded. */
  readonly random?: Random;
  /**
   * Simulated duration of operations, in addition to the real work. Default `fast`: some tens of milliseconds. A
   * number is a factor: 10 is ten times as fast as Neon.
   */
  readonly speed?: Speed | number;
  /** Enforces Neon's rate limits and plan limits. Default false. */
  readonly limits?: boolean | LimitOptions;
  /**
   * Answers 400 `org_id is required` if a personal key lists or creates projects without an organization, as Neon does.
   * Default true.
   */
  readonly orgRequired?: boolean;
  /** Initial projects, or the path of a JSON file with them. Ignored if the data directory already has a state. */
  readonly seed?: Seed | string;
  /** Replaces Postgres in tests. */
  readonly dataPlane?: DataPlane | ((events: DataPlaneEvents) => DataPlane);
  /** Validates the emulator's own responses against the contract. Default false. */
  readonly strict?: boolean;
  /** Called with each log line. Default: prints to standard error. */
  readonly log?: Log;
}

type Optional = 'httpsPort' | 'extensions' | 'dataDir' | 'dataPlane' | 'seed' | 'limits';

/** `EmulatorOptions` with all defaults applied. */
export interface ResolvedOptions extends Required<Omit<EmulatorOptions, Optional | 'clock'>> {
  readonly clock: Clock;
  readonly dataDir: string | undefined;
  readonly extensions: string | undefined;
  readonly httpsPort: number | undefined;
  readonly dataPlane: EmulatorOptions['dataPlane'];
  readonly seed: Seed | undefined;
  readonly limits: Limits | undefined;
  /** The options that have a random value, because the user has not set them. */
  readonly generated: readonly ('apiKey' | 'adminToken')[];
}

const DEFAULTS = {
  port: 0,
  host: '127.0.0.1',
  allowHosts: [],
  postgres: 'auto',
  postgresPort: 0,
  direct: false,
  clock: systemClock,
  random: systemRandom,
  speed: 'fast',
  limits: false,
  orgRequired: true,
  recover: false,
  strict: false,
  log: logToStderr,
} as const satisfies EmulatorOptions;

const POSTGRES_MODES: readonly PostgresMode[] = ['auto', 'embedded', 'system', 'off'];
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
/** About 80 bits if the characters are random letters and digits. */
const SHORTEST_SAFE_TOKEN = 16;

/** Validates the options and applies the defaults. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const known = [
    ...Object.keys(DEFAULTS),
    'apiKey',
    'adminToken',
    'httpsPort',
    'extensions',
    'dataDir',
    'dataPlane',
    'seed',
  ];
  requireKnownOptions(options, known, 'startEmulator');
  const { dataDir, dataPlane, extensions, httpsPort, seed, ...given } = options;
  const resolved = { ...DEFAULTS, ...withoutUndefined(given) };
  requirePort('port', resolved.port);
  requirePort('postgresPort', resolved.postgresPort);
  requireHost(resolved.host, options.apiKey);
  const allowHosts = requireHostNames(resolved.allowHosts);
  requireOneOf('postgres', resolved.postgres, POSTGRES_MODES);
  requireEmbedded(resolved.postgres, extensions);
  requireHttpsPort(resolved.postgres, httpsPort);
  requireDirect(resolved, httpsPort);
  requireSpeed(resolved.speed);
  const apiKey = requireToken('apiKey', resolved.apiKey ?? newApiKey(resolved.random));
  const adminToken = requireToken('adminToken', resolved.adminToken ?? newAdminToken(systemRandom));
  if (apiKey === adminToken) throw new EmulatorUsageError('adminToken must differ from apiKey.');
  if (dataDir === '') throw new EmulatorUsageError('dataDir must name a folder; leave it out for a temporary one.');
  return {
    ...resolved,
    allowHosts,
    apiKey,
    adminToken,
    generated: (['apiKey', 'adminToken'] as const).filter((name) => resolved[name] === undefined),
    clock: resolveClock(resolved.clock),
    limits: resolveLimits(resolved.limits),
    seed: resolveSeed(seed),
    dataDir,
    dataPlane,
    extensions,
    httpsPort,
  };
}

/**
 * Returns warnings about unsafe options. The emulator does not throttle wrong keys (decision 20), so a short key gives
 * no protection on a network.
 */
export function describeRisks({ host, apiKey, adminToken }: ResolvedOptions): string[] {
  if (LOOPBACK.includes(host)) return [];
  return Object.entries({ apiKey, adminToken })
    .filter(([, token]) => token.length < SHORTEST_SAFE_TOKEN)
    .map(
      ([name]) =>
        `${name} is shorter than ${SHORTEST_SAFE_TOKEN} characters, but host "${host}" is reachable from other ` +
        'machines. Use a longer, random one.',
    );
}

function resolveClock(clock: Clock | 'virtual'): Clock {
  return clock === 'virtual' ? createVirtualClock(Date.now()) : clock;
}

function resolveSeed(given: Seed | string | undefined): Seed | undefined {
  const seed = typeof given === 'string' ? readSeedFile(given) : given;
  if (isNestedDeeper(seed)) throw new EmulatorUsageError(`The seed is nested deeper than ${DEEPEST_NESTING} levels.`);
  if (seed !== undefined) checkSeed(seed);
  return seed;
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function requirePort(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return;
  throw new EmulatorUsageError(`${name} must be an integer from 0 (any free port) to 65535, not ${value}.`);
}

/** Requires a key for hosts that other machines can reach. */
function requireHost(host: string, apiKey: string | undefined): void {
  if (!/^[\w.:-]+$/.test(host)) throw new EmulatorUsageError(`host must be an address or a name, not "${host}".`);
  if (LOOPBACK.includes(host) || apiKey !== undefined) return;
  throw new EmulatorUsageError(
    `host "${host}" is reachable from other machines. Set apiKey too, or listen on 127.0.0.1.`,
  );
}

/** Returns the names in lower case, as in a URL. */
function requireHostNames(names: unknown): string[] {
  if (!Array.isArray(names)) throw new EmulatorUsageError('allowHosts must be an array of host names.');
  return names.map((name: unknown) => {
    if (typeof name === 'string' && isHostName(name)) return name.toLowerCase();
    throw new EmulatorUsageError(`allowHosts must contain host names without a scheme or a port, not "${name}".`);
  });
}

function requireEmbedded(postgres: PostgresMode, extensions: string | undefined): void {
  if (extensions === '') throw new EmulatorUsageError('extensions must name a folder.');
  if (extensions === undefined || postgres === 'auto' || postgres === 'embedded') return;
  throw new EmulatorUsageError(
    `extensions requires the embedded Postgres, but postgres is '${postgres}'. Set it to 'embedded', or omit extensions.`,
  );
}

function requireHttpsPort(postgres: PostgresMode, httpsPort: number | undefined): void {
  if (httpsPort === undefined) return;
  requirePort('httpsPort', httpsPort);
  if (postgres === 'off') throw new EmulatorUsageError("httpsPort requires Postgres, but postgres is 'off'.");
}

function requireDirect({ direct, postgres }: { direct: unknown; postgres: PostgresMode }, httpsPort?: number): void {
  if (typeof direct !== 'boolean') throw new EmulatorUsageError(`direct must be true or false, not "${direct}".`);
  if (!direct) return;
  if (postgres === 'off') throw new EmulatorUsageError("direct requires Postgres, but postgres is 'off'.");
  if (httpsPort === undefined) return;
  throw new EmulatorUsageError(
    'direct and httpsPort exclude each other: URIs with a host name lead through one port. Omit one of them.',
  );
}

function requireSpeed(speed: Speed | number): void {
  if (typeof speed === 'number' ? speed > 0 && Number.isFinite(speed) : Object.keys(PACES).includes(speed)) return;
  throw new EmulatorUsageError(
    `speed must be one of ${Object.keys(PACES).join(', ')}, or a number above 0, not "${speed}".`,
  );
}

function requireToken(name: string, value: string): string {
  if (/^[\x21-\x7e]+$/.test(value)) return value;
  throw new EmulatorUsageError(`${name} must be one or more printable ASCII characters without spaces.`);
}

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new EmulatorUsageError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`);
}
