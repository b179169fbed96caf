import { createContract } from './contract/index.ts';
import { prepareDataDir } from './data-dir.ts';
import type { DataPlaneKind } from './data-plane/index.ts';
import { type EmulatorOptions, type ResolvedOptions, resolveOptions } from './emulator-options.ts';
import { HANDLERS } from './handlers/index.ts';
import { API_BASE_PATH, createApp, createDispatch, listen } from './http/index.ts';
import {
  createDataPlaneFollower,
  createOperationQueue,
  type OperationQueue,
  PACES,
  reopenEndpoints,
} from './operations/index.ts';
import { type StartedDataPlane, startDataPlane } from './start-data-plane.ts';
import { createStateFile, createStore, type Store } from './state/index.ts';

/** How to reach Postgres: every endpoint on one port, or not at all. */
export type PostgresAddress =
  | { readonly kind: Exclude<DataPlaneKind, 'off'>; readonly host: string; readonly port: number }
  | { readonly kind: 'off' };

/** A running emulator. */
export interface Emulator extends AsyncDisposable {
  /** Base URL of the API, `http://127.0.0.1:PORT/api/v2`. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly postgres: PostgresAddress;
  /** Resolves when no operation is left to run. */
  settle(): Promise<void>;
  /** Stops everything that was started and removes what was temporary. Safe to call again. */
  stop(): Promise<void>;
}

/**
 * Starts a local Neon: the management API on a loopback port, with Postgres behind it.
 *
 * @throws EmulatorUsageError for an unknown option or a value out of range.
 * @throws EmulatorStartError when a port, a folder or Postgres is not to be had; nothing is left running.
 * @example
 * const emulator = await startEmulator({ postgres: 'off' });
 * await fetch(`${emulator.apiUrl}/projects`, { headers: { Authorization: `Bearer ${emulator.apiKey}` } });
 * await emulator.stop();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const resolved = resolveOptions(options);
  const { clock, random, log, dataDir: askedDir } = resolved;
  const dataDir = askedDir === undefined ? undefined : prepareDataDir(askedDir);
  const store = createStore({ clock, random, ...(dataDir ? { file: createStateFile(dataDir) } : {}) });
  const events = createDataPlaneFollower(store, clock, () => operations);
  const started = await startDataPlane(resolved, dataDir, events);
  const { dataPlane } = started;
  const operations = createOperationQueue({ store, dataPlane, clock, random, log, pace: PACES[resolved.speed] });
  try {
    await reopenEndpoints(store, dataPlane, clock, log);
    return await serve(resolved, store, started, operations);
  } catch (error) {
    await operations.stop();
    await started.stop();
    throw error;
  }
}

async function serve(
  { apiKey, host, port, clock, random, log, strict }: ResolvedOptions,
  store: Store,
  { dataPlane, stop: stopDataPlane }: StartedDataPlane,
  operations: OperationQueue,
): Promise<Emulator> {
  const dispatch = createDispatch({
    contract: createContract(),
    handlers: HANDLERS,
    handlerContext: { store, operations, dataPlane, clock, random },
    strict,
  });
  const app = createApp({ apiKey, dispatch, random, log });
  const listener = await listen({ fetch: (request) => app.fetch(request), host, port });
  operations.resume();

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await listener.close();
    await operations.stop();
    await stopDataPlane();
    store.commit();
  };
  const stopOnce = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  const { kind, address } = dataPlane;
  return {
    apiUrl: `http://${host}:${listener.port}${API_BASE_PATH}`,
    apiKey,
    postgres: kind === 'off' || !address ? { kind: 'off' } : { kind, ...address },
    settle: () => operations.settle(),
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}
