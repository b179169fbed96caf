import type {
  Branch,
  DeleteProjectBranchParams,
  DeleteProjectBranchResponse,
  RecoverProjectBranchParams,
  RecoverProjectBranchResponse,
} from '@neon-api/types';
import { notFound, ruleForbids } from '../../errors/index.ts';
import { captureRecords, endUsage, planDeleteBranch, requireUnlocked, undoneBy } from '../../operations/index.ts';
import type { BranchRecord, OperationRecord, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import { endpointsOf, findProject, showBranch, showEndpoints, showOperations } from '../common/index.ts';
import { releaseDomains } from '../custom-domains/index.ts';
import type { Handler, SharedContext } from '../handler.ts';
import { resumeSchedules } from '../triggers/index.ts';
import { checkBranchNameIsFree, checkCanBeParent, checkDeletable } from './branch-rules.ts';

/** Spec: 204 if the branch does not exist (any more). */
export const deleteProjectBranch: Handler<DeleteProjectBranchParams, DeleteProjectBranchResponse> = (
  context,
  { project_id, branch_id, hard_delete = false },
) => {
  const project = findProject(context, project_id);
  const record = project.branches.get(branch_id);
  if (!record) return undefined;
  requireUnlocked(project);
  checkDeletable(project, record.branch);
  const shown = showBranch(project, record, context.clock.now());
  const scheduled = removeBranch(context, project, record, hard_delete ? 'hard' : 'user');
  return {
    branch: { ...shown, pending_state: 'storage_deleted', updated_at: timestampOf(context.clock) },
    operations: showOperations(scheduled),
  };
};

/** Removes a branch with its roles, databases and endpoints. They can be recovered for seven days unless `hard`. */
export function removeBranch(
  context: SharedContext,
  project: ProjectRecord,
  record: BranchRecord,
  method: 'user' | 'ttl' | 'hard',
): OperationRecord[] {
  const { id } = record.branch;
  const endpoints = endpointsOf(project, id);
  const keep = method !== 'hard';
  const before = captureRecords(project, { branches: [id], endpoints: endpoints.map((endpoint) => endpoint.id) });
  const plan = planDeleteBranch(id, endpoints, { keep });
  const scheduled = context.operations.schedule(
    project,
    undoneBy(plan, keep ? 'close-endpoints' : 'drop-branch', before),
  );
  project.branches.delete(id);
  releaseDomains(record);
  for (const endpoint of endpoints) {
    project.endpoints.delete(endpoint.id);
    endUsage(project, endpoint.id, context.clock.now());
  }
  if (keep) {
    const deletedAt = timestampOf(context.clock);
    project.deletedBranches.push({
      ...record,
      endpoints,
      deletedAt,
      deletionMethod: method === 'ttl' ? 'ttl' : 'user',
    });
  }
  return scheduled;
}

/** Spec: the branch and its endpoints return idle, with the same connection strings and without expiry. */
export const recoverProjectBranch: Handler<RecoverProjectBranchParams, RecoverProjectBranchResponse> = (
  context,
  { project_id, branch_id },
) => {
  const project = findProject(context, project_id);
  const deleted = project.deletedBranches.find(({ branch }) => branch.id === branch_id);
  if (!deleted) throw notFound('branch');
  requireUnlocked(project);
  checkBranchNameIsFree(project, deleted.branch.name);
  checkParentIsThere(project, deleted.branch);

  const { endpoints, deletedAt: _at, deletionMethod: _method, ...record } = deleted;
  project.deletedBranches.splice(project.deletedBranches.indexOf(deleted), 1);
  delete record.branch.expires_at;
  delete record.branch.ttl_interval_seconds;
  record.branch.updated_at = timestampOf(context.clock);
  resumeSchedules(record, context.clock.now());
  project.branches.set(branch_id, record);
  for (const endpoint of endpoints) {
    endpoint.current_state = 'idle';
    delete endpoint.pending_state;
    project.endpoints.set(endpoint.id, endpoint);
  }
  context.operations.schedule(
    project,
    endpoints
      .filter(({ disabled }) => !disabled)
      .map(({ id }) => ({ action: 'apply_config', task: { kind: 'open-endpoint', endpointId: id }, hidden: true })),
  );
  return {
    branch: showBranch(project, record, context.clock.now()),
    endpoints: showEndpoints(endpoints, context.dataPlane),
  };
};

/** Refuses a branch whose parent is deleted: Neon keeps a parent as long as it has children. */
function checkParentIsThere({ branches }: ProjectRecord, { parent_id: parentId }: Branch): void {
  if (parentId === undefined) return;
  const parent = branches.get(parentId);
  if (!parent) throw ruleForbids(`the branch's parent ${parentId} is deleted; recover the parent first`);
  checkCanBeParent(parent.branch);
}
