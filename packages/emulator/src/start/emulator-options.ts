import {
  COMPOSED_DEFAULTS,
  COMPOSED_NAMES,
  type ComposedOptions,
  type ResolvedComposed,
  resolveComposed,
  withoutUndefined,
} from '../compose/index.ts';
import { sharedContract } from '../contract/index.ts';
import type { DataPlane, DataPlaneEvents } from '../data-plane/index.ts';
import { EmulatorUsageError } from '../errors/index.ts';
import type { PostgresMode } from '../postgres/index.ts';
import { readSeedFile, type Seed } from '../seed/index.ts';
import { isHostName, type Log, logToStderr, requireKnownOptions } from '../support/index.ts';

export interface EmulatorOptions extends Omit<ComposedOptions, 'seed'> {
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
  /** Initial projects, or the path of a JSON file with them. Ignored if the data directory already has a state. */
  readonly seed?: Seed | string;
  /** Replaces Postgres in tests. */
  readonly dataPlane?: DataPlane | ((events: DataPlaneEvents) => DataPlane);
  /** Called with each log line. Default: prints to standard error. */
  readonly log?: Log;
}

type Optional = 'httpsPort' | 'extensions' | 'dataDir' | 'dataPlane';

/** `EmulatorOptions` with all defaults applied. */
export interface ResolvedOptions
  extends ResolvedComposed,
    Required<Omit<EmulatorOptions, Optional | keyof ComposedOptions>> {
  readonly dataDir: string | undefined;
  readonly extensions: string | undefined;
  readonly httpsPort: number | undefined;
  readonly dataPlane: EmulatorOptions['dataPlane'];
  /** The options that have a random value, because the user has not set them. */
  readonly generated: readonly ('apiKey' | 'adminToken')[];
}

const DEFAULTS = {
  ...COMPOSED_DEFAULTS,
  port: 0,
  host: '127.0.0.1',
  allowHosts: [],
  postgres: 'auto',
  postgresPort: 0,
  direct: false,
  recover: false,
  log: logToStderr,
} as const satisfies EmulatorOptions;

const POSTGRES_MODES: readonly PostgresMode[] = ['auto', 'embedded', 'system', 'off'];
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];
/** About 80 bits if the characters are random letters and digits. */
const SHORTEST_SAFE_TOKEN = 16;

/** Validates the options and applies the defaults. */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const known = [...Object.keys(DEFAULTS), ...COMPOSED_NAMES, 'httpsPort', 'extensions', 'dataDir', 'dataPlane'];
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
  if (dataDir === '') throw new EmulatorUsageError('dataDir must name a folder; leave it out for a temporary one.');
  const composed = resolveComposed({ ...resolved, ...resolveSeed(seed) }, () => sharedContract().document);
  return {
    ...resolved,
    ...composed,
    allowHosts,
    generated: (['apiKey', 'adminToken'] as const).filter((name) => resolved[name] === undefined),
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

function resolveSeed(given: Seed | string | undefined): { readonly seed?: Seed } {
  if (given === undefined) return {};
  return { seed: typeof given === 'string' ? readSeedFile(given) : given };
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

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new EmulatorUsageError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`);
}
