import type { Endpoint } from '@neon-api/types';
import type { OperationTask, PointInTime, RecordsBefore } from '../state/index.ts';
import type { OperationRequest } from './operation-request.ts';

/** The operations that each call starts, in Neon's order [docs]. */

export function planCreateProject(branchId: string, endpointId: string): OperationRequest[] {
  const task = { kind: 'create-root-branch', branchId } as const;
  return [{ action: 'create_timeline', branchId, task }, planStart({ id: endpointId, branch_id: branchId })];
}

export interface BranchCopy {
  readonly branchId: string;
  readonly parentId: string;
  readonly setPasswords: boolean;
  readonly endpoints: readonly Endpoint[];
  readonly point?: PointInTime | undefined;
  readonly schemaOnly?: boolean;
}

export function planCreateBranch(copy: BranchCopy): OperationRequest[] {
  const { branchId, parentId, setPasswords, endpoints, point, schemaOnly = false } = copy;
  const task = {
    kind: 'copy-branch',
    branchId,
    parentId,
    setPasswords,
    ...(point ? { point } : {}),
    ...(schemaOnly ? { schemaOnly } : {}),
  } as const;
  return [{ action: 'create_branch', branchId, task }, ...endpoints.map(planStart)];
}

export function planArchive(branchId: string): OperationRequest {
  return { action: 'timeline_archive', branchId, task: { kind: 'archive-branch', branchId } };
}

/** With `keep`, the data remains until the recovery period ends. */
export function planDeleteBranch(
  branchId: string,
  endpoints: readonly Endpoint[],
  { keep }: { readonly keep: boolean },
): OperationRequest[] {
  const endpointIds = endpoints.map(({ id }) => id);
  const task: OperationTask = keep
    ? { kind: 'close-endpoints', endpointIds }
    : { kind: 'drop-branch', branchId, endpointIds };
  return [...endpoints.filter(isActive).map(planSuspend), { action: 'delete_timeline', branchId, task }];
}

export interface BranchRestore {
  readonly branchId: string;
  readonly sourceId: string;
  readonly point: PointInTime | undefined;
  /** The branch that preserves the old data. */
  readonly backupId: string | undefined;
}

/** Plans a restore or reset: preserves the old data if requested, then starts the branch from its source. */
export function planRestoreBranch({ branchId, sourceId, point, backupId }: BranchRestore): OperationRequest[] {
  const task = {
    kind: 'replace-branch',
    branchId,
    sourceId,
    ...(point ? { point } : {}),
    ...(backupId === undefined ? {} : { backupId }),
  } as const;
  const restore: OperationRequest = { action: 'create_timeline', branchId, task };
  // The data plane does both in one step.
  return backupId === undefined
    ? [restore]
    : [{ action: 'create_branch', branchId: backupId, task: { kind: 'nothing' } }, restore];
}

/**
 * Moves the computes of one branch to another. All of them move before the running ones restart, so that a failed start
 * leaves none behind.
 */
export function planTakeOver(endpoints: readonly Endpoint[]): OperationRequest[] {
  const running = endpoints.filter(isActive);
  const moves = endpoints.map(
    ({ id, branch_id: branchId }): OperationRequest => ({
      action: 'apply_config',
      branchId,
      endpointId: id,
      task: { kind: 'move-endpoint', endpointId: id },
      hidden: true,
    }),
  );
  return [...running.map(planSuspend), ...moves, ...running.map(planStart)];
}

export function planStart({ id, branch_id }: Pick<Endpoint, 'id' | 'branch_id'>): OperationRequest {
  return {
    action: 'start_compute',
    branchId: branch_id,
    endpointId: id,
    task: { kind: 'start-endpoint', endpointId: id },
  };
}

export function planSuspend({ id, branch_id }: Pick<Endpoint, 'id' | 'branch_id'>): OperationRequest {
  return {
    action: 'suspend_compute',
    branchId: branch_id,
    endpointId: id,
    task: { kind: 'suspend-endpoint', endpointId: id },
  };
}

/** Restarts an active endpoint; starts an idle one. */
export function planRestart(endpoint: Endpoint): OperationRequest[] {
  return isActive(endpoint) ? [planSuspend(endpoint), planStart(endpoint)] : [planStart(endpoint)];
}

/** An idle endpoint shows no operation, an active one apply_config, and a move also suspend_compute. */
export function planChangeEndpoint(endpoint: Endpoint, task: OperationTask): OperationRequest[] {
  const ids = { branchId: endpoint.branch_id, endpointId: endpoint.id };
  if (!isActive(endpoint)) return [{ action: 'apply_config', ...ids, task, hidden: true }];
  const change: OperationRequest = { action: 'apply_config', ...ids, task };
  return task.kind === 'move-endpoint' ? [change, planSuspend(endpoint)] : [change];
}

/** Spec: suspends every active endpoint; each gets the new `wal_level` when it starts again. */
export function planEnableReplication(
  branchIds: readonly string[],
  endpoints: readonly Endpoint[],
): OperationRequest[] {
  const task = { kind: 'apply-settings', branchIds } as const;
  return [...endpoints.filter(isActive).map(planSuspend), { action: 'apply_config', task, hidden: true }];
}

export function planDeleteEndpoint(endpoint: Endpoint): OperationRequest[] {
  const task = { kind: 'close-endpoint', endpointId: endpoint.id } as const;
  return [{ ...planSuspend(endpoint), task, hidden: !isActive(endpoint) }];
}

/** Plans a change of roles or databases, shown with the branch's read-write endpoint if it has one. */
export function planApplyConfig(
  branchId: string,
  endpoints: readonly Endpoint[],
  task: OperationTask,
  undo: RecordsBefore,
): OperationRequest[] {
  const endpoint = endpoints.find(({ type }) => type === 'read_write');
  return [{ action: 'apply_config', branchId, ...(endpoint ? { endpointId: endpoint.id } : {}), task, undo }];
}

function isActive({ current_state }: Endpoint): boolean {
  return current_state === 'active';
}
