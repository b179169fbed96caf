import type { DataPlane } from '../data-plane/index.ts';
import type { BranchRecord, OperationTask, ProjectRecord } from '../state/index.ts';
import { markBranchReady, markEndpointActive, markEndpointIdle } from './mark-states.ts';
import { performBranchTask } from './perform-branch-task.ts';
import { endUsage } from './usage.ts';

/** `skipped` when what the task is about has gone in the meantime. */
export type TaskOutcome = 'finished' | 'skipped';

/** Does to Postgres what the task says, then writes down the state that follows. */
export async function performTask(
  task: OperationTask,
  record: ProjectRecord,
  dataPlane: DataPlane,
  now: () => string,
): Promise<TaskOutcome> {
  const closeAll = async (endpointIds: readonly string[]): Promise<void> => {
    for (const endpointId of endpointIds) {
      await dataPlane.closeEndpoint(endpointId);
      endUsage(record, endpointId, Date.parse(now()));
    }
  };
  switch (task.kind) {
    case 'nothing':
      return 'finished';
    case 'drop-branch':
      await closeAll(task.endpointIds);
      await dataPlane.dropBranch(task.branchId);
      return 'finished';
    case 'close-endpoints':
      await closeAll(task.endpointIds);
      return 'finished';
    case 'close-endpoint':
      await closeAll([task.endpointId]);
      return 'finished';
    case 'create-snapshot':
      await dataPlane.copyBranch({
        branchId: task.snapshotId,
        parentId: task.branchId,
        ...(task.point ? { at: task.point } : {}),
      });
      return 'finished';
    case 'drop-snapshot':
      await dataPlane.dropBranch(task.snapshotId);
      return 'finished';
    case 'start-endpoint':
    case 'suspend-endpoint':
    case 'open-endpoint':
    case 'move-endpoint':
      return performEndpointTask(task, record, dataPlane, now);
    default:
      return performBranchTask(task, record, dataPlane, now);
  }
}

interface EndpointTask {
  readonly kind: 'start-endpoint' | 'suspend-endpoint' | 'open-endpoint' | 'move-endpoint';
  readonly endpointId: string;
}

async function performEndpointTask(
  { kind, endpointId }: EndpointTask,
  record: ProjectRecord,
  dataPlane: DataPlane,
  now: () => string,
): Promise<TaskOutcome> {
  const endpoint = record.endpoints.get(endpointId);
  if (!endpoint) {
    if (kind !== 'suspend-endpoint') return 'skipped';
    // It was deleted with its branch, and still runs.
    await dataPlane.suspendEndpoint(endpointId);
    return 'finished';
  }
  const address = { endpointId, branchId: endpoint.branch_id };
  switch (kind) {
    case 'start-endpoint':
      await dataPlane.openEndpoint(address);
      await dataPlane.startEndpoint(endpointId);
      markEndpointActive(record, endpoint, now());
      unarchive(record.branches.get(endpoint.branch_id), now());
      break;
    case 'suspend-endpoint':
      await dataPlane.suspendEndpoint(endpointId);
      markEndpointIdle(record, endpoint, now());
      break;
    case 'open-endpoint':
      await dataPlane.openEndpoint(address);
      break;
    case 'move-endpoint':
      await dataPlane.closeEndpoint(endpointId);
      await dataPlane.openEndpoint(address);
      break;
  }
  return 'finished';
}

/** A compute that starts brings its branch back from the archive. */
function unarchive(branch: BranchRecord | undefined, now: string): void {
  if (branch?.branch.current_state === 'archived') markBranchReady(branch, now);
}
