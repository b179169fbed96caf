import type { Endpoint } from '@neon-api/types';
import type { OperationTask } from '../state/index.ts';
import type { OperationRequest } from './operation-request.ts';

/** What each call starts, in Neon's order [docs]. */

export function planCreateProject(branchId: string, endpointId: string): OperationRequest[] {
  const task = { kind: 'create-root-branch', branchId } as const;
  return [{ action: 'create_timeline', branchId, task }, planStart({ id: endpointId, branch_id: branchId })];
}

export interface BranchCopy {
  readonly branchId: string;
  readonly parentId: string;
  readonly setPasswords: boolean;
  readonly endpoints: readonly Endpoint[];
}

export function planCreateBranch({ branchId, parentId, setPasswords, endpoints }: BranchCopy): OperationRequest[] {
  const task = { kind: 'copy-branch', branchId, parentId, setPasswords } as const;
  return [{ action: 'create_branch', branchId, task }, ...endpoints.map(planStart)];
}

export function planDeleteBranch(branchId: string, endpoints: readonly Endpoint[]): OperationRequest[] {
  const endpointIds = endpoints.map(({ id }) => id);
  return [
    ...endpoints.filter(isActive).map(planSuspend),
    { action: 'delete_timeline', branchId, task: { kind: 'drop-branch', branchId, endpointIds } },
  ];
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

/** Restart works on an active endpoint; an idle one is started. */
export function planRestart(endpoint: Endpoint): OperationRequest[] {
  return isActive(endpoint) ? [planSuspend(endpoint), planStart(endpoint)] : [planStart(endpoint)];
}

/** Changing an idle endpoint shows no operation; an active one apply_config; moving it also suspend_compute. */
export function planChangeEndpoint(endpoint: Endpoint, task: OperationTask): OperationRequest[] {
  const ids = { branchId: endpoint.branch_id, endpointId: endpoint.id };
  if (!isActive(endpoint)) return [{ action: 'apply_config', ...ids, task, hidden: true }];
  const change: OperationRequest = { action: 'apply_config', ...ids, task };
  return task.kind === 'move-endpoint' ? [change, planSuspend(endpoint)] : [change];
}

export function planDeleteEndpoint(endpoint: Endpoint): OperationRequest[] {
  const task = { kind: 'close-endpoint', endpointId: endpoint.id } as const;
  return [{ ...planSuspend(endpoint), task, hidden: !isActive(endpoint) }];
}

/** Changes of roles and databases; shown with the branch's read-write endpoint when it has one. */
export function planApplyConfig(
  branchId: string,
  endpoints: readonly Endpoint[],
  task: OperationTask,
): OperationRequest[] {
  const endpoint = endpoints.find(({ type }) => type === 'read_write');
  return [{ action: 'apply_config', branchId, ...(endpoint ? { endpointId: endpoint.id } : {}), task }];
}

function isActive({ current_state }: Endpoint): boolean {
  return current_state === 'active';
}
