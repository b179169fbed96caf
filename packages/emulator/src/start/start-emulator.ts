import { consoleUrlOf } from '../console/index.ts';
import type { DataPlane, DataPlaneKind } from '../data-plane/index.ts';
import { describeStartFailure, EmulatorStartError } from '../errors/index.ts';
import { API_BASE_PATH, addServerless, createGuard, type Listener, type ListenOptions, listen } from '../http/index.ts';
import { MIN_OPEN_FILES, requireOpenFiles } from '../open-files.ts';
import { REFERENCE_PATH } from '../reference/index.ts';
import type { EmulatorControls } from './create-control-plane.ts';
import { describeRisks, type EmulatorOptions, type ResolvedOptions, resolveOptions } from './emulator-options.ts';
import { type Planes, startPlanes } from './start-planes.ts';

const HTTPS_HOST = '127.0.0.1';

/** How to reach Postgres: one port for all endpoints, or off. */
export type PostgresAddress =
  | {
      readonly kind: Exclude<DataPlaneKind, 'off'>;
      readonly host: string;
      readonly port: number;
      /** The major versions that projects can have, oldest first. */
      readonly versions: readonly number[];
      /** Path of the CA certificate to trust for TLS, as in `sslrootcert`. */
      readonly caFile?: string;
    }
  | { readonly kind: 'off' };

/** A running emulator. */
export interface Emulator extends EmulatorControls, AsyncDisposable {
  /** Base URL of the API, `http://127.0.0.1:PORT/api/v2`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  /** Organization of the emulator's user: the client's `orgId`. */
  readonly orgId: string;
  /** Bearer token for `/__emulator`. */
  readonly adminToken: string;
  /** The interactive API reference. The key is in the fragment, which browsers do not send. */
  readonly referenceUrl: string;
  /** The console for the browser. The admin token and the key are in the fragment. */
  readonly consoleUrl: string;
  readonly postgres: PostgresAddress;
  /** The port of 127.0.0.1 for HTTPS; undefined without the option. */
  readonly httpsPort?: number;
  /** Stops everything and removes temporary files. Can be called more than once. */
  stop(): Promise<void>;
}

/**
 * Starts a local Neon: the management API on a loopback port, with Postgres behind it.
 *
 * @throws EmulatorUsageError for an unknown option or a value out of range.
 * @throws EmulatorStartError if a port, a folder or Postgres is not available; nothing is left running.
 * @example
 * const emulator = await startEmulator({ postgres: 'off' });
 * await fetch(`${emulator.apiUrl}/projects`, { headers: { Authorization: `Bearer ${emulator.apiKey}` } });
 * await emulator.stop();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveOptions(options);
  for (const risk of describeRisks(resolved)) resolved.log(risk);
  try {
    requireOpenFiles(resolved.postgres === 'off' ? MIN_OPEN_FILES.withoutPostgres : MIN_OPEN_FILES.withPostgres);
    return await startOn(resolved);
  } catch (error) {
    throw describeStartFailure(error);
  }
}

async function startOn(options: ResolvedOptions): Promise<Emulator> {
  const planes = await startPlanes(options);
  try {
    return await serve(options, planes);
  } catch (error) {
    await planes.stop();
    throw error;
  }
}

async function serve(options: ResolvedOptions, planes: Planes): Promise<Emulator> {
  const { host, port, allowHosts, random, log } = options;
  const { access, controlPlane, dataPlane } = planes;
  const { apiKey, adminToken } = access;
  const shared = { doors: addServerless(controlPlane.fetch, dataPlane.serverless), random, log };
  const listener = await listen({ ...shared, guard: createGuard({ listensOn: host, allowHosts }), host, port });
  const secureListener = await listenSecurely(options, dataPlane, shared).catch(async (error: unknown) => {
    await listener.close();
    throw error;
  });
  const stop = async (): Promise<void> => {
    controlPlane.release();
    await Promise.all([listener.close(), secureListener?.close()]);
    await planes.stop();
  };
  let stopped: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`;
  return {
    apiUrl: `${origin}${API_BASE_PATH}`,
    apiKey,
    orgId: controlPlane.orgId,
    adminToken,
    referenceUrl: `${origin}${REFERENCE_PATH}#key=${encodeURIComponent(apiKey)}`,
    consoleUrl: consoleUrlOf(origin, { adminToken, apiKey }),
    postgres: describeAddress(dataPlane),
    ...(secureListener ? { httpsPort: secureListener.port } : {}),
    ...controlPlane.controls,
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}

function describeAddress({ kind, address, pgVersions }: DataPlane): PostgresAddress {
  if (kind === 'off' || !address) return { kind: 'off' };
  const { host, port, caFile } = address;
  return { kind, host, port, versions: pgVersions, ...(caFile === undefined ? {} : { caFile }) };
}

/** Serves the same over HTTPS, on names and addresses of this machine only: the certificates are for nothing else. */
async function listenSecurely(
  { httpsPort, allowHosts }: ResolvedOptions,
  { tls }: DataPlane,
  shared: Pick<ListenOptions, 'doors' | 'random' | 'log'>,
): Promise<Listener | undefined> {
  if (httpsPort === undefined) return undefined;
  if (!tls)
    throw new EmulatorStartError('httpsPort requires Postgres, but none was found. Install one, or omit httpsPort.');
  const guard = createGuard({ listensOn: HTTPS_HOST, allowHosts });
  return listen({ ...shared, guard, host: HTTPS_HOST, port: httpsPort, tls });
}
