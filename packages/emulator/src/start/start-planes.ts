import { join } from 'node:path';
import { lockDirectory } from '../directory-lock/index.ts';
import { createOperationFaults } from '../faults/index.ts';
import { judgeConnection } from '../network-rules/index.ts';
import { createObjectStore } from '../objects/index.ts';
import {
  awaitEndpoint,
  createDataPlaneFollower,
  createOperationQueue,
  findProjectOf,
  findTenantSettings,
  isUnfinished,
  paceOf,
  removeStrays,
  reopenEndpoints,
} from '../operations/index.ts';
import { createStateFile, createStore, wasRecovered } from '../state/index.ts';
import { chooseDataPlane } from './choose-data-plane.ts';
import { prepareDataDir } from './data-dir.ts';
import type { ResolvedOptions } from './emulator-options.ts';
import { keepAccess } from './kept-access.ts';
import type { Planes } from './planes.ts';

/** Starts everything except the listener. If it fails, it stops what it has started. */
export async function startPlanes(options: ResolvedOptions): Promise<Planes> {
  const dataDir = options.dataDir === undefined ? undefined : prepareDataDir(options.dataDir);
  const lock = dataDir === undefined ? undefined : await lockDirectory(dataDir, join(dataDir, 'control-plane.lock'));
  const unlock = async (): Promise<void> => lock?.release();
  try {
    const kept = dataDir === undefined ? options : await keepAccess(dataDir, options);
    return await startIn(dataDir, kept, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function startIn(
  dataDir: string | undefined,
  options: ResolvedOptions,
  unlock: () => Promise<void>,
): Promise<Planes> {
  const { clock, random, log, speed, recover, orgRequired } = options;
  const store = createStore({
    clock,
    random,
    ...(dataDir ? { file: createStateFile(dataDir, { recover, clock, log }) } : {}),
  });
  const events = createDataPlaneFollower(store, clock, () => operations);
  const { dataPlane, stop: stopDataPlane } = await chooseDataPlane(options, dataDir, {
    // A failure is reported below.
    onPrepared: () => void loadControlPlane().catch(() => {}),
    events,
    historySecondsOf: (branchId) => findProjectOf(store.state, branchId)?.project.history_retention_seconds,
    tenantSettingsOf: (branchId, endpointId) => findTenantSettings(store.state, branchId, endpointId),
    judgeConnection: (endpointId, address) => judgeConnection(store.state, endpointId, address),
    awaitEndpoint: (endpointId, signal) => awaitEndpoint(endpointId, { state: store.state, operations, signal }),
    isAtWork: (branchId) => findProjectOf(store.state, branchId)?.operations.some(isUnfinished) ?? false,
  }).catch(async (error: unknown) => {
    // The next start must not run into a write of this one.
    await store.close().catch(() => {});
    throw error;
  });
  const createControlPlane = await loadControlPlane().catch(async (error: unknown) => {
    await Promise.allSettled([stopDataPlane(), store.close()]);
    throw error;
  });
  const operationFaults = createOperationFaults();
  const operations = createOperationQueue({
    store,
    dataPlane,
    clock,
    random,
    log,
    pace: paceOf(speed),
    beforeAttempt: (operation) => operationFaults.judgeAttempt(operation),
  });
  const objects = createObjectStore(dataDir === undefined ? undefined : join(dataDir, 'objects'));
  const context = { store, operations, dataPlane, objects, clock, random, orgRequired };
  const controlPlane = createControlPlane(options, context, operationFaults);
  const stop = async (): Promise<void> => {
    controlPlane.stop();
    await operations.stop();
    objects.close();
    await stopDataPlane();
    try {
      await store.close();
    } finally {
      await unlock();
    }
  };
  try {
    // A new or recovered state does not know all existing branches, so it must not remove the unknown ones.
    const knowsAll = !store.isNew && dataDir !== undefined && !wasRecovered(dataDir);
    if (knowsAll) {
      await removeStrays(store.state, dataPlane, log);
      controlPlane.dropUnusedObjects();
    }
    await reopenEndpoints(store, dataPlane, clock, log);
    await controlPlane.start(store.isNew);
    await store.flushed();
    return { access: options, controlPlane, dataPlane, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type CreateControlPlane = typeof import('./create-control-plane.ts')['createControlPlane'];

/** Imports the modules of the API, which takes a tenth of a second, while Postgres is prepared. */
async function loadControlPlane(): Promise<CreateControlPlane> {
  const { createControlPlane } = await import('./create-control-plane.ts');
  return createControlPlane;
}
