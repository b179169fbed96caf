import { createVirtualClock } from '@neon-api/ground/node';
import type { DataPlane, DataPlaneEvents } from '../data-plane/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import { type LimitOptions, type Limits, resolveLimits } from '../limits/index.ts';
import { PACES, type Speed } from '../operations/index.ts';
import type { PostgresMode } from '../postgres/index.ts';
import { readSeedFile, type Seed } from '../seed/index.ts';
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
  /** Port of the API, 0–65535. 0, the default, takes any free one. */
  readonly port?: number;
  /** Address to listen on. Default 127.0.0.1; any that is not loopback needs an `apiKey` of your own. */
  readonly host?: string;
  /**
   * Further names that requests may give this machine in their Host and Origin headers, without a port: the service name
   * in Docker Compose, for example. Default: none.
   */
  readonly allowHosts?: readonly string[];
  /** The bearer key to require; without spaces. Default: a random one. */
  readonly apiKey?: string;
  /** The bearer token that opens `/__emulator`; without spaces. Default: a random one. */
  readonly adminToken?: string;
  /** Where Postgres comes from. Default `auto`: of each version the embedded binaries, else the system's; else none. */
  readonly postgres?: PostgresMode;
  /**
   * Folder with the files of extensions (`*.control`, `*.sql` and libraries) to add to the embedded Postgres, e.g. an
   * unpacked Debian package. Their scripts run as superuser. Default: none.
   */
  readonly extensions?: string;
  /** Port of Postgres, 0–65535. 0, the default, takes any free one. */
  readonly postgresPort?: number;
  /** Folder that keeps everything across restarts. Default: a temporary one, removed at the end. */
  readonly dataDir?: string;
  /**
   * Where the state in `dataDir` is damaged, load what is provably intact and keep the damaged files in a folder of their
   * own. Default false: such a start is refused, and changes nothing.
   */
  readonly recover?: boolean;
  /** `virtual` stands still until `emulator.clock.advance` moves it. Default: the system's. */
  readonly clock?: Clock | 'virtual';
  /** A number in [0, 1), e.g. a seeded one for the same ids in every run. */
  readonly random?: Random;
  /**
   * How long operations take beside their real work. Default `fast`: some tens of milliseconds. A number is how many
   * times as fast as Neon.
   */
  readonly speed?: Speed | number;
  /** Neon's limits on rates, and those of a plan. Default: none. */
  readonly limits?: boolean | LimitOptions;
  /** What to begin with, or the name of a JSON file that has it; left alone where a data directory has a state already. */
  readonly seed?: Seed | string;
  /** Another data plane than Postgres, for tests. */
  readonly dataPlane?: DataPlane | ((events: DataPlaneEvents) => DataPlane);
  /** Check the emulator's own answers against the contract. Default false. */
  readonly strict?: boolean;
  /** Takes what the emulator has to tell. Default: standard error. */
  readonly log?: Log;
}

type Optional = 'extensions' | 'dataDir' | 'dataPlane' | 'seed' | 'limits';

/** `EmulatorOptions` with every default in place. */
export interface ResolvedOptions extends Required<Omit<EmulatorOptions, Optional | 'clock'>> {
  readonly clock: Clock;
  readonly dataDir: string | undefined;
  readonly extensions: string | undefined;
  readonly dataPlane: EmulatorOptions['dataPlane'];
  readonly seed: Seed | undefined;
  readonly limits: Limits | undefined;
}

const DEFAULTS = {
  port: 0,
  host: '127.0.0.1',
  allowHosts: [],
  postgres: 'auto',
  postgresPort: 0,
  clock: systemClock,
  random: systemRandom,
  speed: 'fast',
  limits: false,
  recover: false,
  strict: false,
  log: logToStderr,
} as const satisfies EmulatorOptions;

const POSTGRES_MODES: readonly PostgresMode[] = ['auto', 'embedded', 'system', 'off'];
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
/** 80 bits when they are random letters and digits. */
const SHORTEST_SAFE_TOKEN = 16;

/** Normalises at the door: inside, every option is there and in range. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const known = [...Object.keys(DEFAULTS), 'apiKey', 'adminToken', 'extensions', 'dataDir', 'dataPlane', 'seed'];
  requireKnownOptions(options, known, 'startEmulator');
  const { dataDir, dataPlane, extensions, seed, ...given } = options;
  const resolved = { ...DEFAULTS, ...withoutUndefined(given) };
  requirePort('port', resolved.port);
  requirePort('postgresPort', resolved.postgresPort);
  requireHost(resolved.host, options.apiKey);
  const allowHosts = requireHostNames(resolved.allowHosts);
  requireOneOf('postgres', resolved.postgres, POSTGRES_MODES);
  requireEmbedded(resolved.postgres, extensions);
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
    clock: resolveClock(resolved.clock),
    limits: resolveLimits(resolved.limits),
    seed: resolveSeed(seed),
    dataDir,
    dataPlane,
    extensions,
  };
}

/**
 * What makes these options less safe than they look. Keys can be guessed as fast as the emulator answers (decision 20), so
 * that a short one protects nothing on a network.
 */
export function describeRisks({ host, apiKey, adminToken }: ResolvedOptions): string[] {
  if (LOOPBACK.includes(host)) return [];
  return Object.entries({ apiKey, adminToken })
    .filter(([, token]) => token.length < SHORTEST_SAFE_TOKEN)
    .map(
      ([name, token]) =>
        `${name} has ${token.length} characters and host "${host}" can be reached from elsewhere; ` +
        `choose at least ${SHORTEST_SAFE_TOKEN} random ones.`,
    );
}

function resolveClock(clock: Clock | 'virtual'): Clock {
  return clock === 'virtual' ? createVirtualClock(Date.now()) : clock;
}

function resolveSeed(given: Seed | string | undefined): Seed | undefined {
  const seed = typeof given === 'string' ? readSeedFile(given) : given;
  if (!isNestedDeeper(seed)) return seed;
  throw new EmulatorUsageError(`The seed is nested deeper than ${DEEPEST_NESTING} levels.`);
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function requirePort(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return;
  throw new EmulatorUsageError(`${name} must be a whole number from 0 (any free port) to 65535, not ${value}.`);
}

/** Whoever reaches it over the network must have been given the key. */
function requireHost(host: string, apiKey: string | undefined): void {
  if (!/^[\w.:-]+$/.test(host)) throw new EmulatorUsageError(`host must be an address or a name, not "${host}".`);
  if (LOOPBACK.includes(host) || apiKey !== undefined) return;
  throw new EmulatorUsageError(
    `host "${host}" can be reached from elsewhere; give an apiKey of your own together with it.`,
  );
}

/** In lower case, as a URL has them. */
function requireHostNames(names: unknown): string[] {
  if (!Array.isArray(names)) throw new EmulatorUsageError('allowHosts must be a list of host names.');
  return names.map((name: unknown) => {
    if (typeof name === 'string' && isHostName(name)) return name.toLowerCase();
    throw new EmulatorUsageError(`allowHosts must list host names without a scheme or a port, not "${name}".`);
  });
}

function requireEmbedded(postgres: PostgresMode, extensions: string | undefined): void {
  if (extensions === '') throw new EmulatorUsageError('extensions must name a folder.');
  if (extensions === undefined || postgres === 'auto' || postgres === 'embedded') return;
  throw new EmulatorUsageError(
    `extensions adds to the embedded Postgres, but postgres is '${postgres}'. Install the extensions there instead.`,
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
