import type { NeonCaller } from '@neon-api/client';
import { restartProjectEndpoint, startProjectEndpoint, suspendProjectEndpoint } from '@neon-api/client/operations';
import type { Endpoint } from '@neon-api/types';
import { assertOptions } from '../options/index.ts';
import { type ComputeChange, changeCompute } from './change-compute.ts';
import { type ChangedCompute, COMPUTE_OPTIONS, type ComputeOptions } from './compute-options.ts';

interface Place {
  readonly project_id: string;
  readonly endpoint_id: string;
}

/**
 * Starts a compute and waits until it takes connections. Nothing is done to one that runs.
 *
 * @throws NeonUsageError when neither `endpointId` nor `branchId` is given, or the branch has no read-write compute
 * @throws NeonApiError when it is disabled or does not exist
 * @throws NeonOperationError, NeonTimeoutError when it does not start, with `token` to go on waiting
 * @example
 * await startCompute(neon, { projectId, branchId });
 */
export async function startCompute(neon: NeonCaller, options: ComputeOptions): Promise<ChangedCompute> {
  assertOptions('startCompute', options, COMPUTE_OPTIONS);
  return changeCompute(neon, options, (endpoint) =>
    endpoint.current_state === 'active' ? undefined : { operation: startProjectEndpoint, params: placeOf(endpoint) },
  );
}

/**
 * Suspends a compute, which ends its connections, and waits until it is idle. Nothing is done to one that is idle. The
 * next connection starts it again.
 *
 * @throws what `startCompute` throws
 * @example
 * const { changed } = await suspendCompute(neon, { projectId, endpointId });
 */
export async function suspendCompute(neon: NeonCaller, options: ComputeOptions): Promise<ChangedCompute> {
  assertOptions('suspendCompute', options, COMPUTE_OPTIONS);
  return changeCompute(neon, options, (endpoint) =>
    endpoint.current_state === 'idle' ? undefined : { operation: suspendProjectEndpoint, params: placeOf(endpoint) },
  );
}

/**
 * Restarts a compute, which ends its connections, and waits until it takes new ones. One that is idle is started, which
 * comes to the same. When an answer is lost, it is restarted again only if it has not been.
 *
 * @throws what `startCompute` throws
 * @example
 * await restartCompute(neon, { projectId, endpointId });
 */
export async function restartCompute(neon: NeonCaller, options: ComputeOptions): Promise<ChangedCompute> {
  assertOptions('restartCompute', options, COMPUTE_OPTIONS);
  return changeCompute(neon, options, (endpoint, before): ComputeChange<Place> | undefined => {
    if (endpoint.current_state !== 'active') return { operation: startProjectEndpoint, params: placeOf(endpoint) };
    // Neon's own two times are compared: this machine's clock may differ.
    if (endpoint !== before && endpoint.started_at !== before.started_at) return undefined;
    return { operation: restartProjectEndpoint, params: placeOf(endpoint) };
  });
}

function placeOf({ project_id, id }: Endpoint): Place {
  return { project_id, endpoint_id: id };
}
