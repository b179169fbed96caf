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

/** An operation on a compute, with its parameters. */
export interface ComputeChange<Params> {
  readonly operation: OperationFunction<Params>;
  readonly params: Params;
}

/** Returns the next change to make, or undefined if none is left. */
export type NextChange<Params> = (endpoint: Endpoint, before: Endpoint) => ComputeChange<Params> | undefined;

/** Reads the compute, makes the changes that are left, and waits. After a lost response, it reads the compute again. */
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
    // A running operation may still change the state of the compute.
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

/** Reads the compute that the options name. */
async function readCompute(neon: NeonCaller, options: ComputeOptions): Promise<Endpoint> {
  const { projectId: project_id, endpointId, branchId } = options;
  if (endpointId !== undefined) {
    const { endpoint } = await getProjectEndpoint(neon, { project_id, endpoint_id: endpointId }, callOptions(options));
    return endpoint;
  }
  if (branchId === undefined) throw new NeonUsageError('Pass endpointId, or branchId to use its read-write compute.');
  const { endpoints } = await listProjectBranchEndpoints(
    neon,
    { project_id, branch_id: branchId },
    callOptions(options),
  );
  const readWrite = endpoints.find(({ type }) => type === 'read_write');
  if (readWrite !== undefined) return readWrite;
  throw new NeonUsageError(`Branch ${branchId} has no read-write compute. Create one, or pass endpointId.`);
}
