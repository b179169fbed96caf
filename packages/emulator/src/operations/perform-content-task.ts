import type { BranchReading, DatabaseSpec, RoleSpec } from '../data-plane/index.ts';
import { type BranchRecord, NO_LOGIN, type OperationTask, type ProjectRecord } from '../state/index.ts';
import type { TaskOutcome, TaskTools } from './task-tools.ts';

/** A task that changes roles or databases of a branch. */
export type ContentTask = Extract<
  OperationTask,
  { readonly kind: 'apply-role' | 'drop-role' | 'create-database' | 'change-database' | 'drop-database' }
>;

export async function performContentTask(
  task: ContentTask,
  project: ProjectRecord,
  { dataPlane, isRetry = false }: Pick<TaskTools, 'dataPlane' | 'isRetry'>,
): Promise<TaskOutcome> {
  const { branchId } = task;
  const branch = project.branches.get(branchId);
  if (!branch) return 'skipped';
  if (branch.reading) branch.reading.isCurrent = false;
  const roles = rolesToApply(branch);
  const databases = databasesOf(branch);
  // Only a retry checks for its own earlier work. On a first attempt, an existing role or database was made by others.
  const found = isRetry ? await dataPlane.readBranch?.(branchId) : undefined;
  if (found && isAlreadyDone(task, databases, found)) return 'finished';
  switch (task.kind) {
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
      const isRenamed = found !== undefined && !hasDatabase(found, task.databaseName);
      await dataPlane.changeDatabase(branchId, isRenamed ? task.newName : task.databaseName, database);
      return 'finished';
    }
    case 'drop-database':
      await dataPlane.dropDatabase(branchId, task.databaseName);
      return 'finished';
  }
}

/** Whether the branch already has the task's result. Roles and changes are applied again, which is harmless. */
export function isAlreadyDone(
  task: ContentTask,
  wanted: readonly DatabaseSpec[],
  found: Pick<BranchReading, 'roles' | 'databases'>,
): boolean {
  switch (task.kind) {
    case 'drop-role':
      return !found.roles.some(({ name }) => name === task.roleName);
    case 'drop-database':
      return !hasDatabase(found, task.databaseName);
    case 'create-database': {
      const owner = wanted.find(({ name }) => name === task.databaseName)?.owner;
      return found.databases.some((database) => database.name === task.databaseName && database.owner === owner);
    }
    case 'apply-role':
    case 'change-database':
      return false;
  }
}

function hasDatabase({ databases }: Pick<BranchReading, 'databases'>, databaseName: string): boolean {
  return databases.some(({ name }) => name === databaseName);
}

/** Lists the roles to apply. Roles whose password was set through SQL keep it. */
export function rolesToApply({ roles }: Pick<BranchRecord, 'roles'>): RoleSpec[] {
  return roles
    .filter(({ role, password }) => password !== undefined || role.authentication_method === NO_LOGIN)
    .map(({ role, password }) => ({
      name: role.name,
      password: role.authentication_method === NO_LOGIN ? undefined : password,
    }));
}

export function databasesOf({ databases }: Pick<BranchRecord, 'databases'>): DatabaseSpec[] {
  return databases.map(({ name, owner_name }) => ({ name, owner: owner_name }));
}
