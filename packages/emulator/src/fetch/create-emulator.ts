import { toResponse } from '../calls/index.ts';
import {
  COMPOSED_NAMES,
  type ComposedOptions,
  composePlanes,
  type Planes,
  type ResolvedComposed,
  resolveComposed,
} from '../compose/index.ts';
import { createControlPlane } from '../control-plane/index.ts';
import { createOffDataPlane, type DataPlane, type DataPlaneEvents } from '../data-plane/index.ts';
import { API_BASE_PATH, serveSql } from '../http/index.ts';
import { createMemoryObjects } from '../objects/index.ts';
import { logToConsole, requireKnownOptions } from '../support/index.ts';
import { createFetch } from './create-fetch.ts';
import type { FetchEmulator } from './fetch-emulator.ts';
import { pageContract } from './page-contract.ts';

/** The options of `createEmulator`. Nothing is stored: the state is in memory. `log` prints to the console by default. */
export interface FetchEmulatorOptions extends ComposedOptions {
  /** Where branches have their data. Default: none, only the management API. */
  readonly dataPlane?: DataPlane | ((events: DataPlaneEvents) => DataPlane);
}

const ORIGIN = 'http://localhost';

/**
 * Starts a local Neon without a port, for pages, workers and tests. It needs no Node.
 *
 * @throws EmulatorUsageError for an unknown option or a value out of range.
 * @example
 * const emulator = await createEmulator();
 * const neon = createNeonClient({ baseUrl: emulator.apiUrl, apiKey: emulator.apiKey, fetch: emulator.fetch });
 */
export async function createEmulator(options: FetchEmulatorOptions = {}): Promise<FetchEmulator> {
  requireKnownOptions(options, [...COMPOSED_NAMES, 'dataPlane'], 'createEmulator');
  const { dataPlane, log = logToConsole, ...composed } = options;
  const resolved = resolveComposed({ ...composed, log }, () => pageContract().document);
  const planes = await startPlanes(resolved, dataPlane);
  const { controlPlane } = planes;
  let stopped: Promise<void> | undefined;
  const stopOnce = (): Promise<void> => {
    controlPlane.release();
    stopped ??= planes.stop();
    return stopped;
  };
  return {
    fetch: createFetch(ORIGIN, async (request) => {
      const { serverless } = planes.dataPlane;
      return serveSql(request, serverless) ?? toResponse(await controlPlane.answer(request));
    }),
    apiUrl: `${ORIGIN}${API_BASE_PATH}`,
    apiKey: resolved.apiKey,
    orgId: controlPlane.orgId,
    adminToken: resolved.adminToken,
    ...controlPlane.controls,
    stop: stopOnce,
    [Symbol.asyncDispose]: stopOnce,
  };
}

function startPlanes(options: ResolvedComposed, given: FetchEmulatorOptions['dataPlane']): Promise<Planes> {
  return composePlanes(options, {
    objects: createMemoryObjects(),
    async startDataPlane({ events }) {
      const dataPlane = typeof given === 'function' ? given(events) : (given ?? createOffDataPlane());
      return { dataPlane, stop: () => dataPlane.stop() };
    },
    loadControlPlane: async () => (context, operationFaults) =>
      createControlPlane({ ...options, contract: pageContract() }, context, operationFaults),
  });
}
