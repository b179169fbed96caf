import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import { updateProjectEndpoint } from '@neon-api/client/operations';
import type { Endpoint, EndpointUpdateRequest } from '@neon-api/types';
import { assertSizeOrder, COMPUTE_SIZE_OPTIONS, type ComputeSize, toWireSize } from '../internal/index.ts';
import { assertOptions } from '../options/index.ts';
import { changeCompute } from './change-compute.ts';
import { type ChangedCompute, COMPUTE_OPTIONS, type ComputeOptions } from './compute-options.ts';

/** Sizes that you leave out stay unchanged. At least one is required. */
export interface ScaleComputeOptions extends ComputeOptions, ComputeSize {}

/**
 * Changes the size of a compute and waits until the change is applied. Does nothing if the size already matches.
 *
 * @throws NeonUsageError if no size is given, or `minCu` is above `maxCu`
 * @throws NeonApiError if Neon refuses the size, e.g. because of a limit of the plan
 * @throws NeonOperationError, NeonTimeoutError if the change is not applied, with a `token` to resume the wait
 * @example
 * const { endpoint } = await scaleCompute(neon, { projectId, branchId, minCu: 1, maxCu: 4 });
 */
export async function scaleCompute(neon: NeonCaller, options: ScaleComputeOptions): Promise<ChangedCompute> {
  assertOptions('scaleCompute', options, { ...COMPUTE_OPTIONS, ...COMPUTE_SIZE_OPTIONS });
  assertSizeOrder('scaleCompute', options);
  const wanted = wantedSizes(options);
  return changeCompute(neon, options, (endpoint) => {
    if (isScaled(endpoint, wanted)) return undefined;
    const body: EndpointUpdateRequest = { endpoint: wanted };
    return {
      operation: updateProjectEndpoint,
      params: { project_id: endpoint.project_id, endpoint_id: endpoint.id, body },
    };
  });
}

function wantedSizes(options: ScaleComputeOptions): EndpointUpdateRequest['endpoint'] {
  const wanted = toWireSize(options);
  if (Object.keys(wanted).length > 0) return wanted;
  throw new NeonUsageError('scaleCompute: pass minCu, maxCu or suspendTimeoutSeconds.');
}

function isScaled(endpoint: Endpoint, wanted: EndpointUpdateRequest['endpoint']): boolean {
  return Object.entries(wanted).every(([name, value]) => endpoint[name as keyof Endpoint] === value);
}
