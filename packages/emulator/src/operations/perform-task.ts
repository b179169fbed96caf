import type { DataPlane } from '../data-plane/index.ts';
import type { OperationTask, ProjectRecord } from '../state/index.ts';
import { markBranchReady, markEndpointActive, markEndpointIdle } from './mark-states.ts';

/** `skipped` when what the task is about has gone in the meantime. */
export type TaskOutcome = 'finished' | 'skipped';

/** Does to Postgres what the task says, then writes down the state that follows. */
export async function performTask(
  task: OperationTask,
  record: ProjectRecord,
  dataPlane: DataPlane,
  now: () => string,
): Promise<TaskOutcome> {
  if (task.kind === 'nothing') return 'finished';
  if (task.kind === 'drop-branch') {
    for (const endpointId of task.endpointIds) await dataPlane.closeEndpoint(endpointId);
    await dataPlane.dropBranch(task.branchId);
    return 'finished';
  }
  if (task.kind === 'close-endpoint') {
    await dataPlane.closeEndpoint(task.endpointId);
    return 'finished';
  }
  return 'endpointId' in task
    ? performEndpointTask(task, record, dataPlane, now)
    : performBranchTask(task, record, dataPlane, now);
}

type EndpointTask = Exclude<
  Extract<OperationTask, { readonly endpointId: string }>,
  { readonly kind: 'close-endpoint' }
>;
type BranchTask = Exclude<Extract<OperationTask, { readonly branchId: string }>, { readonly kind: 'drop-branch' }>;

async function performEndpointTask(
  { kind, endpointId }: EndpointTask,
  record: ProjectRecord,
  dataPlane: DataPlane,
  now: () => string,
): Promise<TaskOutcome> {
  const endpoint = record.endpoints.get(endpointId);
  if (!endpoint) return 'skipped';
  const address = { endpointId, branchId: endpoint.branch_id };
  switch (kind) {
    case 'start-endpoint':
      await dataPlane.openEndpoint(address);
      await dataPlane.startEndpoint(endpointId);
      markEndpointActive(record, endpoint, now());
      break;
    case 'suspend-endpoint':
      await dataPlane.suspendEndpoint(endpointId);
      markEndpointIdle(endpoint, now());
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

async function performBranchTask(
  task: BranchTask,
  record: ProjectRecord,
  dataPlane: DataPlane,
  now: () => string,
): Promise<TaskOutcome> {
  const branch = record.branches.get(task.branchId);
  if (!branch) return 'skipped';
  const { branchId } = task;
  const roles = branch.roles.map(({ role, password }) => ({ name: role.name, password }));
  const databases = branch.databases.map(({ name, owner_name }) => ({ name, owner: owner_name }));
  switch (task.kind) {
    case 'create-root-branch':
      await dataPlane.createBranch({ branchId, pgVersion: record.project.pg_version, roles, databases });
      markBranchReady(branch, now());
      return 'finished';
    case 'copy-branch':
      await dataPlane.copyBranch({ branchId, parentId: task.parentId });
      if (task.setPasswords) for (const role of roles) await dataPlane.applyRole(branchId, role);
      markBranchReady(branch, now());
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
