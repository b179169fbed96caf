import type { Endpoint } from '@neon-api/types';
import type { DataPlane } from '../data-plane/index.ts';
import type { OperationRecord, OperationTask, ProjectRecord, RecordsBefore } from '../state/index.ts';
import type { Log } from '../support/index.ts';
import { announceEndpoint } from './announce-endpoints.ts';
import { markEndpointIdle } from './mark-states.ts';
import { openAndStart, tryTo } from './open-and-start.ts';
import { rolesToApply } from './perform-content-task.ts';
import { restoreRecords } from './records-before.ts';

type TaskOf<Kind extends OperationTask['kind']> = Extract<OperationTask, { readonly kind: Kind }>;

type UndoTask<Task> = (task: Task, before: RecordsBefore, dataPlane: DataPlane) => Promise<void>;

const nothing = async (): Promise<void> => {};

/**
 * How to undo a task in Postgres after every attempt failed. For every task, the records are restored from the
 * operation's own `undo`, and the endpoints in them are reopened.
 */
const UNDO_BY_KIND: { readonly [Kind in OperationTask['kind']]: UndoTask<TaskOf<Kind>> } = {
  // Removes the new data, because an attempt can fail after creating it.
  'create-root-branch': ({ branchId }, _, dataPlane) => dataPlane.dropBranch(branchId),
  'copy-branch': ({ branchId }, _, dataPlane) => dataPlane.dropBranch(branchId),
  'create-snapshot': ({ snapshotId }, _, dataPlane) => dataPlane.dropBranch(snapshotId),
  // All or nothing: a failed attempt changes nothing.
  'replace-branch': nothing,
  'drop-branch': nothing,
  'drop-snapshot': nothing,
  // Restores the role's login and password.
  'apply-role': reapplyRole,
  'drop-role': reapplyRole,
  // Partial changes are read back: dropping or renaming could affect what SQL has created meanwhile.
  'create-database': nothing,
  'change-database': nothing,
  'drop-database': nothing,
  // The endpoint is idle afterwards, even if part of it runs.
  'start-endpoint': ({ endpointId }, _, dataPlane) => dataPlane.suspendEndpoint(endpointId),
  // Endpoints are reopened in any case.
  'close-endpoints': nothing,
  'close-endpoint': nothing,
  'open-endpoint': nothing,
  'move-endpoint': nothing,
  'suspend-endpoint': nothing,
  // The records are restored, and the next start uses them.
  'apply-settings': nothing,
  // Changes only records.
  'archive-branch': nothing,
  nothing,
};

async function reapplyRole(
  { branchId, roleName }: TaskOf<'apply-role' | 'drop-role'>,
  { contents = {} }: RecordsBefore,
  dataPlane: DataPlane,
): Promise<void> {
  const before = contents[branchId];
  const role = before && rolesToApply(before).find(({ name }) => name === roleName);
  if (role) await dataPlane.applyRole(branchId, role);
}

export interface UndoTools {
  readonly dataPlane: DataPlane;
  readonly now: () => string;
  readonly log: Log;
}

/**
 * Undoes failed operations, last first. Reverts Postgres, and returns a function that restores the records. If the
 * process is killed in between, the next start repeats the undo. `attempted` is the operation that reached Postgres.
 */
export async function undoOperations(
  ended: readonly OperationRecord[],
  attempted: OperationRecord | undefined,
  project: ProjectRecord,
  tools: UndoTools,
): Promise<() => void> {
  if (attempted) {
    const { task, undo = {} } = attempted;
    // UNDO_BY_KIND has one entry per kind, for tasks of that kind.
    const undoTask = UNDO_BY_KIND[task.kind] as UndoTask<OperationTask>;
    const what = `undo ${task.kind} in project ${project.project.id}`;
    await tryTo(what, undoTask(task, undo, tools.dataPlane), tools.log);
  }
  const idle = new Set<string>();
  for (const [id, endpoint] of findEndpoints(ended, project)) {
    const isClosed = endpoint === null || endpoint.disabled;
    if (isClosed) await tryTo(`close endpoint ${id}`, tools.dataPlane.closeEndpoint(id), tools.log);
    if (endpoint?.disabled) await announceEndpoint(endpoint, tools.dataPlane, tools.log);
    if (endpoint && (isClosed || !(await openAndStart(endpoint, tools)))) idle.add(id);
  }
  return () => {
    for (const { task, undo = {} } of [...ended].reverse()) {
      restoreRecords(project, undo, idle, tools.now());
      const endpoint = 'endpointId' in task ? project.endpoints.get(task.endpointId) : undefined;
      if (endpoint) markSettled(project, endpoint, idle, tools.now());
    }
  };
}

/** Returns the endpoints of the operations as they will be after the undo, or null if they will not exist. */
function findEndpoints(
  ended: readonly Pick<OperationRecord, 'task' | 'undo'>[],
  { endpoints }: Pick<ProjectRecord, 'endpoints'>,
): ReadonlyMap<string, Endpoint | null> {
  const images = new Map<string, Endpoint | null>();
  for (const { task } of ended) {
    if ('endpointId' in task) images.set(task.endpointId, endpoints.get(task.endpointId) ?? null);
  }
  for (const { undo } of [...ended].reverse()) {
    for (const [id, image] of Object.entries(undo?.endpoints ?? {})) images.set(id, image);
  }
  return images;
}

/** Clears a transition that the endpoint would never finish. */
function markSettled(project: ProjectRecord, endpoint: Endpoint, idle: ReadonlySet<string>, now: string): void {
  delete endpoint.pending_state;
  const isWrong = endpoint.current_state === 'init' || (endpoint.current_state === 'active' && idle.has(endpoint.id));
  if (isWrong) markEndpointIdle(project, endpoint, now);
}
