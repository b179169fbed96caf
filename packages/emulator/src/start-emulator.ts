import { sharedContract } from './contract/index.ts';
import { prepareDataDir } from './data-dir.ts';
import { lockDataDir } from './data-dir-lock.ts';
import type { DataPlaneKind } from './data-plane/index.ts';
import { type EmulatorOptions, type ResolvedOptions, resolveOptions } from './emulator-options.ts';
import { HANDLERS, type HandlerContext } from './handlers/index.ts';
import { API_BASE_PATH, createApp, createDispatch, listen } from './http/index.ts';
import { createDataPlaneFollower, createOperationQueue, PACES, reopenEndpoints } from './operations/index.ts';
import { startDataPlane } from './start-data-plane.ts';
import { createStateFile, createStore } from './state/index.ts';

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
  const dataDir = resolved.dataDir === undefined ? undefined : prepareDataDir(resolved.dataDir);
  const unlock = dataDir === undefined ? () => {} : lockDataDir(dataDir);
  try {
    return await startIn(dataDir, resolved, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startIn(dataDir: string | undefined, options: ResolvedOptions, unlock: () => void): Promise<Emulator> {
  const { clock, random, log, speed } = options;
  const store = createStore({ clock, random, ...(dataDir ? { file: createStateFile(dataDir) } : {}) });
  const events = createDataPlaneFollower(store, clock, () => operations);
  const { dataPlane, stop: stopDataPlane } = await startDataPlane(options, dataDir, events);
  const operations = createOperationQueue({ store, dataPlane, clock, random, log, pace: PACES[speed] });
  const stopWork = async (): Promise<void> => {
    await operations.stop();
    await stopDataPlane();
    unlock();
  };
  try {
    await reopenEndpoints(store, dataPlane, clock, log);
    return await serve(options, { store, operations, dataPlane, clock, random }, stopWork);
  } catch (error) {
    await stopWork();
    throw error;
  }
}

async function serve(
  { apiKey, host, port, random, log, strict }: ResolvedOptions,
  handlerContext: HandlerContext,
  stopWork: () => Promise<void>,
): Promise<Emulator> {
  const dispatch = createDispatch({ contract: sharedContract(), handlers: HANDLERS, handlerContext, strict });
  const app = createApp({ apiKey, dispatch, random, log });
  const listener = await listen({ fetch: (request) => app.fetch(request), host, port });
  const { operations, dataPlane } = handlerContext;
  operations.resume();

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await listener.close();
    await stopWork();
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
