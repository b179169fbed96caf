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
 * Starts a compute and waits until it accepts connections. Does nothing if the compute is running.
 *
 * @throws NeonUsageError if neither `endpointId` nor `branchId` is given, or the branch has no read-write compute
 * @throws NeonApiError if the compute is disabled or does not exist
 * @throws NeonOperationError, NeonTimeoutError if the compute does not start, with a `token` to resume the wait
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
 * Suspends a compute, which closes its connections, and waits until it is idle. Does nothing if the compute is idle. The
 * next connection starts it again.
 *
 * @throws the same errors as `startCompute`
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
 * Restarts a compute, which closes its connections, and waits until it accepts new ones. Starts the compute if it is idle.
 * After a lost response, it restarts the compute again only if the first restart did not happen.
 *
 * @throws the same errors as `startCompute`
 * @example
 * await restartCompute(neon, { projectId, endpointId });
 */
export async function restartCompute(neon: NeonCaller, options: ComputeOptions): Promise<ChangedCompute> {
  assertOptions('restartCompute', options, COMPUTE_OPTIONS);
  return changeCompute(neon, options, (endpoint, before): ComputeChange<Place> | undefined => {
    if (endpoint.current_state !== 'active') return { operation: startProjectEndpoint, params: placeOf(endpoint) };
    // Compares two of Neon's times, because the local clock may differ.
    if (endpoint !== before && endpoint.started_at !== before.started_at) return undefined;
    return { operation: restartProjectEndpoint, params: placeOf(endpoint) };
  });
}

function placeOf({ project_id, id }: Endpoint): Place {
  return { project_id, endpoint_id: id };
}
