import type { DataPlane, RoleSpec } from '../data-plane/index.ts';
import { type BranchRecord, NO_LOGIN, type OperationTask, type ProjectRecord } from '../state/index.ts';
import { markBranchReady } from './mark-states.ts';
import type { Tools } from './read-branch.ts';
import type { TaskOutcome } from './task-outcome.ts';

type BranchTask = Extract<
  OperationTask,
  {
    readonly kind:
      | 'create-root-branch'
      | 'copy-branch'
      | 'replace-branch'
      | 'archive-branch'
      | 'apply-role'
      | 'drop-role'
      | 'create-database'
      | 'change-database'
      | 'drop-database';
  }
>;

export async function performBranchTask(
  task: BranchTask,
  record: ProjectRecord,
  { dataPlane, now }: Pick<Tools, 'dataPlane' | 'now'>,
): Promise<TaskOutcome> {
  const branch = record.branches.get(task.branchId);
  if (!branch) return 'skipped';
  const { branchId } = task;
  if (branch.reading) branch.reading.isCurrent = false;
  const roles = rolesToApply(branch);
  const databases = branch.databases.map(({ name, owner_name }) => ({ name, owner: owner_name }));
  switch (task.kind) {
    case 'create-root-branch':
      await dataPlane.createBranch({ branchId, pgVersion: record.project.pg_version, roles, databases });
      markBranchReady(branch, now());
      return 'finished';
    case 'copy-branch':
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
      await replaceBranch(record, task, dataPlane);
      // What came with an older state of the roles is brought up to date.
      if (task.point) for (const role of roles) await dataPlane.applyRole(branchId, role);
      markBranchReady(branch, now());
      markReadyIfThere(record.branches.get(task.backupId ?? ''), now());
      return 'finished';
    case 'archive-branch':
      branch.branch.current_state = 'archived';
      return 'finished';
    case 'apply-role': {
      const role = roles.find(({ name }) => name === task.roleName);
      if (!role) return 'skipped';
      await dataPlane.applyRole(branchId, role);
      return 'finished';
    }
    case 'drop-role':
      await dataPlane.dropRole(branchId, task.roleName);
      return 'finished';
    case 'create-database': {
      const database = databases.find(({ name }) => name === task.databaseName);
      if (!database) return 'skipped';
      await dataPlane.createDatabase(branchId, database);
      return 'finished';
    }
    case 'change-database': {
      const database = databases.find(({ name }) => name === task.newName);
      if (!database) return 'skipped';
      await dataPlane.changeDatabase(branchId, task.databaseName, database);
      return 'finished';
    }
    case 'drop-database':
      await dataPlane.dropDatabase(branchId, task.databaseName);
      return 'finished';
  }
}

/** What SQL made with a password of its own keeps it. */
function rolesToApply({ roles }: BranchRecord): RoleSpec[] {
  return roles
    .filter(({ role, password }) => password !== undefined || role.authentication_method === NO_LOGIN)
    .map(({ role, password }) => ({
      name: role.name,
      password: role.authentication_method === NO_LOGIN ? undefined : password,
    }));
}

function markReadyIfThere(branch: BranchRecord | undefined, now: string): void {
  if (branch) markBranchReady(branch, now);
}

type ReplaceTask = Extract<BranchTask, { readonly kind: 'replace-branch' }>;

/** The endpoints keep their hosts; connections drop briefly. */
async function replaceBranch({ endpoints }: ProjectRecord, task: ReplaceTask, dataPlane: DataPlane): Promise<void> {
  const { branchId, sourceId, point, backupId } = task;
  if (dataPlane.replaceBranchData) {
    await dataPlane.replaceBranchData({
      branchId,
      from: { branchId: sourceId, ...(point ? { at: point } : {}) },
      ...(backupId === undefined ? {} : { keepOldAs: backupId }),
    });
  } else {
    await replaceByCopies(task, dataPlane);
  }
  for (const endpoint of endpoints.values()) {
    if (endpoint.branch_id !== branchId || endpoint.disabled || endpoint.current_state === 'init') continue;
    await dataPlane.openEndpoint({ endpointId: endpoint.id, branchId });
    if (endpoint.current_state === 'active') await dataPlane.startEndpoint(endpoint.id);
  }
}

/** For a data plane that only copies: onto itself, the head is what is there already. */
async function replaceByCopies({ branchId, sourceId, backupId }: ReplaceTask, dataPlane: DataPlane): Promise<void> {
  if (backupId !== undefined) await dataPlane.copyBranch({ branchId: backupId, parentId: branchId });
  if (sourceId === branchId) return;
  await dataPlane.dropBranch(branchId);
  await dataPlane.copyBranch({ branchId, parentId: sourceId });
}
