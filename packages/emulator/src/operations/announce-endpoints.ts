import type { Endpoint } from '@neon-api/types';
import type { DataPlane } from '../data-plane/index.ts';
import type { ProjectRecord } from '../state/index.ts';
import type { Log } from '../support/index.ts';
import { tryTo } from './open-and-start.ts';

/**
 * Lets connections to endpoints that are not open reach the proxy. There they wait for the endpoint, or are refused
 * because it is disabled.
 */
export function announceEndpoints({ endpoints }: ProjectRecord, dataPlane: DataPlane, log: Log): void {
  for (const endpoint of endpoints.values()) {
    if (endpoint.current_state === 'init' || endpoint.disabled) void announceEndpoint(endpoint, dataPlane, log);
  }
}

export async function announceEndpoint({ id }: Endpoint, dataPlane: DataPlane, log: Log): Promise<void> {
  await tryTo(`announce endpoint ${id}`, dataPlane.announceEndpoint?.(id) ?? Promise.resolve(), log);
}
