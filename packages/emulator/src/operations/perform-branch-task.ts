import type { DataPlane, RoleSpec } from '../data-plane/index.ts';
import type { BranchRecord, OperationTask, ProjectRecord } from '../state/index.ts';
import { markBranchReady, markEndpointIdle } from './mark-states.ts';
import { openAndStart, tryTo } from './open-and-start.ts';
import { databasesOf, rolesToApply } from './perform-content-task.ts';
import type { TaskOutcome, TaskTools } from './task-tools.ts';

/** A task that creates, copies, replaces or archives the data of a branch. */
export type BranchTask = Extract<
  OperationTask,
  { readonly kind: 'create-root-branch' | 'copy-branch' | 'replace-branch' | 'archive-branch' }
>;

export async function performBranchTask(
  task: BranchTask,
  project: ProjectRecord,
  tools: Omit<TaskTools, 'state'>,
): Promise<TaskOutcome> {
  const { dataPlane, now, isRetry = false } = tools;
  const { branchId } = task;
  const branch = project.branches.get(branchId);
  if (!branch) return 'skipped';
  if (branch.reading) branch.reading.isCurrent = false;
  const roles = rolesToApply(branch);
  switch (task.kind) {
    case 'create-root-branch':
      if (isRetry) await dataPlane.dropBranch(branchId);
      await dataPlane.createBranch({
        branchId,
        pgVersion: project.project.pg_version,
        roles,
        databases: databasesOf(branch),
      });
      markBranchReady(branch, now());
      return 'finished';
    case 'copy-branch':
      if (isRetry) await dataPlane.dropBranch(branchId);
      await dataPlane.copyBranch({
        branchId,
        parentId: task.parentId,
        ...(task.point ? { at: task.point } : {}),
        ...(task.schemaOnly ? { schemaOnly: true } : {}),
      });
      if (task.setPasswords) for (const role of roles) await dataPlane.applyRole(branchId, role);
      markBranchReady(branch, now());
      return 'finished';
    case 'replace-branch':
      await replaceData(task, dataPlane);
      await finishReplacement(task, project, roles, tools);
      markBranchReady(branch, now());
      markReadyIfThere(project.branches.get(task.backupId ?? ''), now());
      return 'finished';
    case 'archive-branch':
      branch.branch.current_state = 'archived';
      return 'finished';
  }
}

function markReadyIfThere(branch: BranchRecord | undefined, now: string): void {
  if (branch) markBranchReady(branch, now);
}

type ReplaceTask = Extract<BranchTask, { readonly kind: 'replace-branch' }>;

async function replaceData(task: ReplaceTask, dataPlane: DataPlane): Promise<void> {
  const { branchId, sourceId, point, backupId } = task;
  if (!dataPlane.replaceBranchData) return replaceByCopies(task, dataPlane);
  await dataPlane.replaceBranchData({
    branchId,
    from: { branchId: sourceId, ...(point ? { at: point } : {}) },
    ...(backupId === undefined ? {} : { keepOldAs: backupId }),
  });
}

/** For a data plane that can only copy. A restore of a branch to its own head changes nothing. */
async function replaceByCopies({ branchId, sourceId, backupId }: ReplaceTask, dataPlane: DataPlane): Promise<void> {
  if (backupId !== undefined) await dataPlane.copyBranch({ branchId: backupId, parentId: branchId });
  if (sourceId === branchId) return;
  await dataPlane.dropBranch(branchId);
  await dataPlane.copyBranch({ branchId, parentId: sourceId });
}

/**
 * Finishes a replacement whose data is in place and cannot be reverted: sets the current passwords on roles of an older
 * state, and opens the endpoints, which keep their hosts, on the new data. The next read or connection corrects any
 * failure.
 */
async function finishReplacement(
  { branchId, point }: ReplaceTask,
  project: ProjectRecord,
  roles: readonly RoleSpec[],
  tools: Pick<TaskTools, 'dataPlane' | 'now' | 'log'>,
): Promise<void> {
  if (point) {
    for (const role of roles)
      await tryTo(`set role ${role.name}`, tools.dataPlane.applyRole(branchId, role), tools.log);
  }
  for (const endpoint of project.endpoints.values()) {
    if (endpoint.branch_id !== branchId || endpoint.disabled || endpoint.current_state === 'init') continue;
    const isRunning = await openAndStart(endpoint, tools);
    if (endpoint.current_state === 'active' && !isRunning) markEndpointIdle(project, endpoint, tools.now());
  }
}
