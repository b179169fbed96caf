import type { Endpoint } from '@neon-api/types';
import type { BranchRecord, OperationTask, ProjectRecord } from '../state/index.ts';
import { announceEndpoint } from './announce-endpoints.ts';
import { markBranchReady, markEndpointActive, markEndpointIdle } from './mark-states.ts';
import { openedFrom } from './open-and-start.ts';
import { performBranchTask } from './perform-branch-task.ts';
import { performContentTask } from './perform-content-task.ts';
import { isAwake, readBranch, type Tools } from './read-branch.ts';
import type { TaskOutcome, TaskTools } from './task-tools.ts';
import { endUsage } from './usage.ts';

/** Performs the task in Postgres, then records the resulting state. */
export async function performTask(task: OperationTask, record: ProjectRecord, tools: TaskTools): Promise<TaskOutcome> {
  const { dataPlane, now, log, isRetry = false } = tools;
  const closeAll = async (endpointIds: readonly string[]): Promise<void> => {
    for (const endpointId of endpointIds) {
      await dataPlane.closeEndpoint(endpointId);
      endUsage(record, endpointId, Date.parse(now()));
      const endpoint = record.endpoints.get(endpointId);
      if (endpoint?.disabled) await announceEndpoint(endpoint, dataPlane, log);
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
    case 'apply-settings':
      for (const branchId of task.branchIds) {
        if (record.branches.has(branchId)) await dataPlane.applySettings?.(branchId);
      }
      return 'finished';
    case 'create-snapshot':
      if (isRetry) await dataPlane.dropBranch(task.snapshotId);
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
      return performEndpointTask(task, record, tools);
    case 'apply-role':
    case 'drop-role':
    case 'create-database':
    case 'change-database':
    case 'drop-database':
      return performContentTask(task, record, tools);
    case 'create-root-branch':
    case 'copy-branch':
    case 'replace-branch':
    case 'archive-branch':
      return performBranchTask(task, record, tools);
  }
}

interface EndpointTask {
  readonly kind: 'start-endpoint' | 'suspend-endpoint' | 'open-endpoint' | 'move-endpoint';
  readonly endpointId: string;
}

async function performEndpointTask(
  { kind, endpointId }: EndpointTask,
  record: ProjectRecord,
  tools: Tools,
): Promise<TaskOutcome> {
  const { dataPlane, now } = tools;
  const endpoint = record.endpoints.get(endpointId);
  if (!endpoint) {
    if (kind !== 'suspend-endpoint') return 'skipped';
    // The endpoint was deleted with its branch, and may still run.
    await dataPlane.suspendEndpoint(endpointId);
    return 'finished';
  }
  const opened = openedFrom(endpoint);
  switch (kind) {
    case 'start-endpoint':
      await dataPlane.openEndpoint(opened);
      await dataPlane.startEndpoint(endpointId);
      markEndpointActive(record, endpoint, now());
      unarchive(record.branches.get(endpoint.branch_id), now());
      break;
    case 'suspend-endpoint':
      await suspend(endpoint, record, tools);
      break;
    case 'open-endpoint':
      await dataPlane.openEndpoint(opened);
      break;
    case 'move-endpoint':
      await dataPlane.openEndpoint(opened);
      if (endpoint.current_state === 'active') markEndpointIdle(record, endpoint, now());
      break;
  }
  return 'finished';
}

/** Suspends a compute. Reads what SQL changed first, because later reads would have to start Postgres. */
async function suspend(endpoint: Endpoint, project: ProjectRecord, tools: Tools): Promise<void> {
  const { dataPlane, now } = tools;
  const branch = project.branches.get(endpoint.branch_id);
  const before = dataPlane.readUsage?.(endpoint.id);
  // A failed reading must not prevent the suspension.
  const isRead =
    branch !== undefined && (await readBranch(tools, project, branch, { within: 'an operation' }).catch(() => false));
  const after = dataPlane.readUsage?.(endpoint.id);
  const isQuiet = after?.isInUse === false && after.ended === before?.ended;
  await dataPlane.suspendEndpoint(endpoint.id);
  markEndpointIdle(project, endpoint, now());
  if (isRead && isQuiet && branch.reading && !isAwake(project, branch)) branch.reading.isCurrent = true;
}

/** Restores an archived branch when a compute starts. */
function unarchive(branch: BranchRecord | undefined, now: string): void {
  if (branch?.branch.current_state === 'archived') markBranchReady(branch, now);
}
