import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import { getProjectEndpoint, listProjectBranchEndpoints } from '@neon-api/client/operations';
import type { Endpoint } from '@neon-api/types';
import { callOptions } from '../options/index.ts';
import type { ComputeOptions } from './compute-options.ts';

/** The compute that is meant, as it is now. */
export async function readCompute(neon: NeonCaller, options: ComputeOptions): Promise<Endpoint> {
  const { projectId: project_id, endpointId, branchId } = options;
  if (endpointId !== undefined) {
    const { endpoint } = await getProjectEndpoint(neon, { project_id, endpoint_id: endpointId }, callOptions(options));
    return endpoint;
  }
  if (branchId === undefined) throw new NeonUsageError('Pass endpointId, or branchId for its read-write compute.');
  const { endpoints } = await listProjectBranchEndpoints(
    neon,
    { project_id, branch_id: branchId },
    callOptions(options),
  );
  const readWrite = endpoints.find(({ type }) => type === 'read_write');
  if (readWrite !== undefined) return readWrite;
  throw new NeonUsageError(`Branch ${branchId} has no read-write compute. Create one, or pass endpointId.`);
}
