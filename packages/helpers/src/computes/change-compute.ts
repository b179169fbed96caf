import { callAndWait, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { getProjectEndpoint, listProjectBranchEndpoints } from '@neon-api/client/operations';
import type { Endpoint, Operation } from '@neon-api/types';
import { awaitRunning } from '../internal/index.ts';
import { isLostAnswer, MOST_LOST_ANSWERS, recheckAfterLostAnswer } from '../lost-answer.ts';
import { callOptions, waitOptions } from '../options/index.ts';
import type { ChangedCompute, ComputeOptions } from './compute-options.ts';

type OperationFunction<Params> = (
  neon: NeonCaller,
  params: Params,
) => Promise<{ readonly endpoint: Endpoint; readonly operations: Operation[] }>;

/** What to do to a compute, decided by how it is. */
export interface ComputeChange<Params> {
  readonly operation: OperationFunction<Params>;
  readonly params: Params;
}

/** The next change towards what was asked for; undefined when there is none to make. */
export type NextChange<Params> = (endpoint: Endpoint, before: Endpoint) => ComputeChange<Params> | undefined;

/** Looks, changes what is left to change, and waits. After a lost answer it looks again. */
export async function changeCompute<Params>(
  neon: NeonCaller,
  options: ComputeOptions,
  next: NextChange<Params>,
): Promise<ChangedCompute> {
  const settle = ({ branch_id }: Endpoint): Promise<Operation[]> =>
    awaitRunning(neon, { projectId: options.projectId, branchId: branch_id }, options);
  const before = await readCompute(neon, options);
  let endpoint = before;
  for (let lost = 0; ; lost++) {
    // What is on its way decides how the compute will be.
    const underway = endpoint.pending_state === undefined ? [] : await settle(endpoint);
    if (underway.length > 0) endpoint = await readCompute(neon, { ...options, endpointId: endpoint.id });
    const change = next(endpoint, before);
    if (change === undefined) return { endpoint, changed: lost > 0, operations: underway };
    const { id } = endpoint;
    const read = (): Promise<Endpoint> => readCompute(neon, { ...options, endpointId: id });
    let operations: readonly Operation[];
    try {
      ({ operations } = await callAndWait(neon, change.operation, change.params, waitOptions(options)));
    } catch (error) {
      if (!isLostAnswer(error) || lost >= MOST_LOST_ANSWERS) throw error;
      await recheckAfterLostAnswer(error, () => settle(endpoint));
      endpoint = await recheckAfterLostAnswer(error, read);
      continue;
    }
    return { endpoint: await read(), changed: true, operations };
  }
}

/** The compute that is meant, as it is now. */
async function readCompute(neon: NeonCaller, options: ComputeOptions): Promise<Endpoint> {
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
