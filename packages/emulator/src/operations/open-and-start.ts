import type { Endpoint } from '@neon-api/types';
import type { DataPlane } from '../data-plane/index.ts';
import { type Log, messageOf } from '../support/index.ts';

/** Waits for work that must not stop what comes after it; returns whether it succeeded, and logs why not. */
export async function tryTo(what: string, work: Promise<void>, log: Log): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    log(`Cannot ${what}: ${messageOf(error)}`);
    return false;
  }
}

/** Opens an endpoint, and starts it when it is to be active; returns whether it runs, and logs why not. */
export async function openAndStart(
  { id: endpointId, branch_id: branchId, current_state: state }: Endpoint,
  { dataPlane, log }: { readonly dataPlane: DataPlane; readonly log: Log },
): Promise<boolean> {
  const isOpen = await tryTo(`open endpoint ${endpointId}`, dataPlane.openEndpoint({ endpointId, branchId }), log);
  if (!isOpen || state !== 'active') return false;
  if (await tryTo(`start endpoint ${endpointId}`, dataPlane.startEndpoint(endpointId), log)) return true;
  await tryTo(`suspend endpoint ${endpointId}`, dataPlane.suspendEndpoint(endpointId), log);
  return false;
}
