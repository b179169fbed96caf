import { messageOf } from '@neon-api/ground';
import type { DataPlane } from '../data-plane/index.ts';
import type { Store } from '../state/index.ts';
import { type Clock, type Log, timestampOf } from '../support/index.ts';
import { announceEndpoint } from './announce-endpoints.ts';
import { markEndpointIdle } from './mark-states.ts';
import { openedFrom } from './open-and-start.ts';

/** Opens the endpoints after a restart, when no compute runs and the data plane knows no endpoints. */
export async function reopenEndpoints(store: Store, dataPlane: DataPlane, clock: Clock, log: Log): Promise<void> {
  for (const project of store.state.projects.values()) {
    if (project.isDeleted) continue;
    for (const endpoint of project.endpoints.values()) {
      if (endpoint.current_state === 'init' || endpoint.disabled) {
        await announceEndpoint(endpoint, dataPlane, log);
        continue;
      }
      if (endpoint.current_state === 'active') markEndpointIdle(project, endpoint, timestampOf(clock));
      try {
        await dataPlane.openEndpoint(openedFrom(endpoint));
      } catch (error) {
        log(`Cannot reopen endpoint ${endpoint.id}: ${messageOf(error)}`);
      }
    }
  }
  store.commit();
}
