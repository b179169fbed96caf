import { messageOf } from '@neon-api/ground';
import type { Endpoint } from '@neon-api/types';
import type { DataPlane, OpenedEndpoint } from '../data-plane/index.ts';
import type { Log } from '../support/index.ts';

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

/** What the data plane is told of an endpoint that it opens. */
export function openedFrom({ id, branch_id, type }: Endpoint): OpenedEndpoint {
  const opened = { endpointId: id, branchId: branch_id };
  return type === 'read_only' ? { ...opened, readOnly: true } : opened;
}

/** Opens an endpoint, and starts it when it is to be active; returns whether it runs, and logs why not. */
export async function openAndStart(
  endpoint: Endpoint,
  { dataPlane, log }: { readonly dataPlane: DataPlane; readonly log: Log },
): Promise<boolean> {
  const endpointId = endpoint.id;
  const isOpen = await tryTo(`open endpoint ${endpointId}`, dataPlane.openEndpoint(openedFrom(endpoint)), log);
  if (!isOpen || endpoint.current_state !== 'active') return false;
  if (await tryTo(`start endpoint ${endpointId}`, dataPlane.startEndpoint(endpointId), log)) return true;
  await tryTo(`suspend endpoint ${endpointId}`, dataPlane.suspendEndpoint(endpointId), log);
  return false;
}
