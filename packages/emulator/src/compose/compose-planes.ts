import type { DataPlane } from '../data-plane/index.ts';
import { createOperationFaults } from '../faults/index.ts';
import { judgeConnection } from '../network-rules/index.ts';
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
import { createStore } from '../state/index.ts';
import type { ResolvedComposed } from './composed-options.ts';
import type { ControlPlaneLink, Host } from './host.ts';
import type { Planes } from './planes.ts';

type Options = Pick<ResolvedComposed, 'clock' | 'random' | 'log' | 'speed' | 'orgRequired'>;

/** Starts the data plane and the control plane on it. If it fails, it stops what it has started. */
export async function composePlanes<Plane extends DataPlane>(
  options: Options,
  host: Host<Plane>,
): Promise<Planes<Plane>> {
  const { clock, random, log, speed, orgRequired } = options;
  const { storage, objects } = host;
  const store = createStore({ clock, random, ...(storage ? { file: storage.file } : {}) });
  const events = createDataPlaneFollower(store, clock, () => operations);
  const link: ControlPlaneLink = {
    // A failure is reported below.
    onPrepared: () => void host.loadControlPlane().catch(() => {}),
    events,
    historySecondsOf: (branchId) => findProjectOf(store.state, branchId)?.project.history_retention_seconds,
    tenantSettingsOf: (branchId, endpointId) => findTenantSettings(store.state, branchId, endpointId),
    judgeConnection: (endpointId, address) => judgeConnection(store.state, endpointId, address),
    awaitEndpoint: (endpointId, signal) => awaitEndpoint(endpointId, { state: store.state, operations, signal }),
    isAtWork: (branchId) => findProjectOf(store.state, branchId)?.operations.some(isUnfinished) ?? false,
  };
  const { dataPlane, stop: stopDataPlane } = await host.startDataPlane(link).catch(async (error: unknown) => {
    // The next start must not run into a write of this one.
    await store.close().catch(() => {});
    throw error;
  });
  const createControlPlane = await host.loadControlPlane().catch(async (error: unknown) => {
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
  const context = { store, operations, dataPlane, objects, clock, random, orgRequired };
  const controlPlane = createControlPlane(context, operationFaults);
  const stop = async (): Promise<void> => {
    controlPlane.stop();
    await operations.stop();
    objects.close();
    await stopDataPlane();
    await store.close();
  };
  try {
    // A new or recovered state does not know all existing branches, so it must not remove the unknown ones.
    const knowsAll = !store.isNew && storage !== undefined && !storage.wasRecovered();
    if (knowsAll) {
      await removeStrays(store.state, dataPlane, log);
      controlPlane.dropUnusedObjects();
    }
    await reopenEndpoints(store, dataPlane, clock, log);
    await controlPlane.start(store.isNew);
    await store.flushed();
    return { controlPlane, dataPlane, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
