import type {
  CreateProjectBranchDatabaseParams,
  CreateProjectBranchDatabaseResponse,
  DeleteProjectBranchDatabaseParams,
  DeleteProjectBranchDatabaseResponse,
  GetProjectBranchDatabaseParams,
  GetProjectBranchDatabaseResponse,
  ListProjectBranchDatabasesParams,
  ListProjectBranchDatabasesResponse,
  UpdateProjectBranchDatabaseParams,
  UpdateProjectBranchDatabaseResponse,
} from '@neon-api/types';
import { conflict } from '../../errors/index.ts';
import { captureContents, planApplyConfig, requireUnlocked } from '../../operations/index.ts';
import type { BranchRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  endpointsOf,
  findBranch,
  findDatabase,
  findProject,
  findRole,
  showAll,
  showOperations,
} from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { checkDatabaseName } from './names.ts';
import { newDatabase } from './new-records.ts';

export const listProjectBranchDatabases: Handler<
  ListProjectBranchDatabasesParams,
  ListProjectBranchDatabasesResponse
> = (context, { project_id, branch_id }) => ({
  databases: showAll(findBranch(findProject(context, project_id), branch_id).databases),
});

export const getProjectBranchDatabase: Handler<GetProjectBranchDatabaseParams, GetProjectBranchDatabaseResponse> = (
  context,
  { project_id, branch_id, database_name },
) => ({ database: { ...findDatabase(findBranch(findProject(context, project_id), branch_id), database_name) } });

export const createProjectBranchDatabase: Handler<
  CreateProjectBranchDatabaseParams,
  CreateProjectBranchDatabaseResponse
> = (context, { project_id, branch_id, body }) => {
  const project = findProject(context, project_id);
  const branch = findBranch(project, branch_id);
  const { name, owner_name: owner } = body.database;
  requireUnlocked(project);
  const before = captureContents(branch);
  checkDatabaseName(name);
  findRole(branch, owner);
  checkDatabaseNameIsFree(branch, name);

  const database = newDatabase(context, branch_id, name, owner);
  branch.databases.push(database);
  const task = { kind: 'create-database', branchId: branch_id, databaseName: name } as const;
  const plan = planApplyConfig(branch_id, endpointsOf(project, branch_id), task, before);
  const scheduled = context.operations.schedule(project, plan);
  return { database: { ...database }, operations: showOperations(scheduled) };
};

export const updateProjectBranchDatabase: Handler<
  UpdateProjectBranchDatabaseParams,
  UpdateProjectBranchDatabaseResponse
> = (context, { project_id, branch_id, database_name, body }) => {
  const project = findProject(context, project_id);
  const branch = findBranch(project, branch_id);
  const database = findDatabase(branch, database_name);
  const { name: newName = database_name, owner_name: owner = database.owner_name } = body.database;
  requireUnlocked(project);
  const before = captureContents(branch);
  findRole(branch, owner);
  if (newName !== database_name) {
    checkDatabaseName(newName);
    checkDatabaseNameIsFree(branch, newName);
  }

  database.name = newName;
  database.owner_name = owner;
  database.updated_at = timestampOf(context.clock);
  const task = { kind: 'change-database', branchId: branch_id, databaseName: database_name, newName } as const;
  const plan = planApplyConfig(branch_id, endpointsOf(project, branch_id), task, before);
  const scheduled = context.operations.schedule(project, plan);
  return { database: { ...database }, operations: showOperations(scheduled) };
};

/** Spec: 204 if the database does not exist (any more). */
export const deleteProjectBranchDatabase: Handler<
  DeleteProjectBranchDatabaseParams,
  DeleteProjectBranchDatabaseResponse
> = (context, { project_id, branch_id, database_name }) => {
  const project = findProject(context, project_id);
  const branch = findBranch(project, branch_id);
  const database = branch.databases.find(({ name }) => name === database_name);
  if (!database) return undefined;
  requireUnlocked(project);
  const before = captureContents(branch);
  branch.databases = branch.databases.filter((other) => other !== database);
  const task = { kind: 'drop-database', branchId: branch_id, databaseName: database_name } as const;
  const plan = planApplyConfig(branch_id, endpointsOf(project, branch_id), task, before);
  const scheduled = context.operations.schedule(project, plan);
  return { database: { ...database }, operations: showOperations(scheduled) };
};

function checkDatabaseNameIsFree({ databases }: BranchRecord, name: string): void {
  if (databases.some((database) => database.name === name)) {
    throw conflict(`database "${name}" already exists`, 'DATABASE_ALREADY_EXISTS');
  }
}
