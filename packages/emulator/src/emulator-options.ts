import type { DataPlane, DataPlaneEvents } from './data-plane/index.ts';
import { EmulatorUsageError } from './errors/index.ts';
import { PACES, type Speed } from './operations/index.ts';
import { newApiKey } from './state/index.ts';
import {
  type Clock,
  type Log,
  logToStderr,
  type Random,
  requireKnownOptions,
  systemClock,
  systemRandom,
} from './support/index.ts';

export type PostgresMode = 'auto' | 'embedded' | 'system' | 'off';

export interface EmulatorOptions {
  /** Port of the API, 0–65535. 0, the default, takes any free one. */
  readonly port?: number;
  /** Only the loopback address. */
  readonly host?: '127.0.0.1';
  /** The bearer key to require; without spaces. Default: a random one. */
  readonly apiKey?: string;
  /** Where Postgres comes from. Default `auto`: the embedded binaries, else a system Postgres, else none. */
  readonly postgres?: PostgresMode;
  /** Port of Postgres, 0–65535. 0, the default, takes any free one. */
  readonly postgresPort?: number;
  /** Folder that keeps everything across restarts. Default: a temporary one, removed at the end. */
  readonly dataDir?: string;
  readonly clock?: Clock;
  /** A number in [0, 1), e.g. a seeded one for the same ids in every run. */
  readonly random?: Random;
  /** How long operations take beside their real work. Default `fast`: some tens of milliseconds. */
  readonly speed?: Speed;
  /** Another data plane than Postgres, for tests. */
  readonly dataPlane?: DataPlane | ((events: DataPlaneEvents) => DataPlane);
  /** Check the emulator's own answers against the contract. Default false. */
  readonly strict?: boolean;
  /** Takes what the emulator has to tell. Default: standard error. */
  readonly log?: Log;
}

/** `EmulatorOptions` with every default in place. */
export interface ResolvedOptions extends Required<Omit<EmulatorOptions, 'dataDir' | 'dataPlane'>> {
  readonly dataDir: string | undefined;
  readonly dataPlane: EmulatorOptions['dataPlane'];
}

const DEFAULTS = {
  port: 0,
  host: '127.0.0.1',
  postgres: 'auto',
  postgresPort: 0,
  clock: systemClock,
  random: systemRandom,
  speed: 'fast',
  strict: false,
  log: logToStderr,
} as const satisfies EmulatorOptions;

const POSTGRES_MODES: readonly PostgresMode[] = ['auto', 'embedded', 'system', 'off'];

/** Normalises at the door: inside, every option is there and in range. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  requireKnownOptions(options, [...Object.keys(DEFAULTS), 'apiKey', 'dataDir', 'dataPlane'], 'startEmulator');
  const { dataDir, dataPlane, ...given } = options;
  const resolved = { ...DEFAULTS, ...withoutUndefined(given) };
  requirePort('port', resolved.port);
  requirePort('postgresPort', resolved.postgresPort);
  requireOneOf('host', resolved.host, ['127.0.0.1']);
  requireOneOf('postgres', resolved.postgres, POSTGRES_MODES);
  requireOneOf('speed', resolved.speed, Object.keys(PACES));
  const apiKey = resolved.apiKey ?? newApiKey(resolved.random);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new EmulatorUsageError('apiKey must be one or more printable ASCII characters without spaces.');
  }
  if (dataDir === '') throw new EmulatorUsageError('dataDir must name a folder; leave it out for a temporary one.');
  return { ...resolved, apiKey, dataDir, dataPlane };
}

function withoutUndefined<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

function requirePort(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return;
  throw new EmulatorUsageError(`${name} must be a whole number from 0 (any free port) to 65535, not ${value}.`);
}

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new EmulatorUsageError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`);
}
