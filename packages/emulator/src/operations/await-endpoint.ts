import type { EndpointOutlook } from '../data-plane/index.ts';
import type { ProjectRecord, State } from '../state/index.ts';
import type { OperationQueue } from './operation-queue.ts';
import { isUnfinished } from './project-lock.ts';

export interface AwaitEndpointTools {
  readonly state: Pick<State, 'projects'>;
  readonly operations: Pick<OperationQueue, 'onEnd'>;
  readonly signal: AbortSignal;
}

/**
 * Waits until no unfinished operation can open the endpoint, as Neon's proxy does. Returns `unknown` if the signal
 * aborts.
 */
export async function awaitEndpoint(
  endpointId: string,
  { state, operations, signal }: AwaitEndpointTools,
): Promise<EndpointOutlook> {
  while (!signal.aborted) {
    const outlook = judgeEndpoint(endpointId, state);
    if (outlook !== 'under-way') return outlook;
    await new Promise<void>((resolve) => {
      const stop = operations.onEnd(go);
      signal.addEventListener('abort', go);
      function go(): void {
        stop();
        signal.removeEventListener('abort', go);
        resolve();
      }
    });
  }
  return { kind: 'unknown' };
}

/** Judges from the records an endpoint that is not open. */
function judgeEndpoint(endpointId: string, { projects }: Pick<State, 'projects'>): EndpointOutlook | 'under-way' {
  for (const project of projects.values()) {
    // A project whose creation failed is marked as deleted.
    const endpoint = project.isDeleted ? undefined : project.endpoints.get(endpointId);
    if (endpoint) {
      if (isUnderWay(project, endpointId, endpoint.branch_id)) return 'under-way';
      return { kind: endpoint.disabled ? 'disabled' : 'ready' };
    }
    const reason = findFailure(project, endpointId);
    if (reason !== undefined) return { kind: 'failed', reason };
  }
  return { kind: 'unknown' };
}

function isUnderWay({ operations }: ProjectRecord, endpointId: string, branchId: string): boolean {
  return operations.some(
    (record) =>
      isUnfinished(record) && (record.operation.endpoint_id === endpointId || record.operation.branch_id === branchId),
  );
}

/** Returns why a missing endpoint was not created, or undefined if it was deleted. */
function findFailure({ operations }: ProjectRecord, endpointId: string): string | undefined {
  const last = operations.findLast(({ operation }) => operation.endpoint_id === endpointId);
  if (!last || !['error', 'cancelled'].includes(last.operation.status)) return undefined;
  const failed = operations.find(({ batch, operation }) => batch === last.batch && operation.error !== undefined);
  return failed?.operation.error ?? 'its operation was cancelled';
}
