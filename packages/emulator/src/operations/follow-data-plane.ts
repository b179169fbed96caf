import type { Endpoint } from '@neon-api/types';
import type { DataPlaneEvents } from '../data-plane/index.ts';
import type { ProjectRecord, Store } from '../state/index.ts';
import { type Clock, timestampOf } from '../support/index.ts';
import { markEndpointActive, markEndpointIdle } from './mark-states.ts';
import type { OperationQueue } from './operation-queue.ts';
import { planStart, planSuspend } from './plans.ts';

/** Docs: connecting to a suspended compute starts it, and idleness suspends it. Both appear as operations. */
export function createDataPlaneFollower(store: Store, clock: Clock, queue: () => OperationQueue): DataPlaneEvents {
  return {
    endpointStarted(endpointId) {
      const found = findEndpoint(store, endpointId);
      if (found?.endpoint.current_state !== 'idle' || isBeingChanged(found)) return;
      markEndpointActive(found.project, found.endpoint, timestampOf(clock));
      queue().recordFinished(found.project, planStart(found.endpoint));
    },
    endpointSuspended(endpointId) {
      const found = findEndpoint(store, endpointId);
      if (found?.endpoint.current_state !== 'active' || isBeingChanged(found)) return;
      markEndpointIdle(found.project, found.endpoint, timestampOf(clock));
      queue().recordFinished(found.project, planSuspend(found.endpoint));
    },
  };
}

interface Found {
  readonly project: ProjectRecord;
  readonly endpoint: Endpoint;
}

function findEndpoint({ state }: Store, endpointId: string): Found | undefined {
  for (const project of state.projects.values()) {
    const endpoint = project.endpoints.get(endpointId);
    if (endpoint) return { project, endpoint };
  }
  return undefined;
}

/** Whether one of our operations is changing the endpoint; that operation records the new state itself. */
function isBeingChanged({ project, endpoint }: Found): boolean {
  return project.operations.some(
    ({ operation: { endpoint_id, action, status } }) =>
      endpoint_id === endpoint.id && status === 'running' && ['start_compute', 'suspend_compute'].includes(action),
  );
}
