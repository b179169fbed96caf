import { messageOf } from '@neon-api/ground';
import type { Endpoint } from '@neon-api/types';
import type { DataPlane, OpenedEndpoint } from '../data-plane/index.ts';
import type { Log } from '../support/index.ts';

/** Awaits work whose failure must not stop the caller. Returns whether it succeeded, and logs the error if not. */
export async function tryTo(what: string, work: Promise<void>, log: Log): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    log(`Cannot ${what}: ${messageOf(error)}`);
    return false;
  }
}

/** Picks what the data plane needs to open an endpoint. */
export function openedFrom({ id, branch_id, type }: Endpoint): OpenedEndpoint {
  const opened = { endpointId: id, branchId: branch_id };
  return type === 'read_only' ? { ...opened, readOnly: true } : opened;
}

/** Opens an endpoint, and starts it if it should be active. Returns whether it runs, and logs the error if not. */
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
