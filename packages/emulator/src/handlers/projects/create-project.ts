import type { CreateProjectParams, CreateProjectResponse } from '@neon-api/types';
import { planCreateProject, undoneBy } from '../../operations/index.ts';
import { annotate, newBranch } from '../branches/index.ts';
import { showAll, showEndpoint, showOperations, showRoleWithPassword } from '../common/index.ts';
import {
  checkPgSettings,
  defaultCompute,
  listConnectionDetails,
  newEndpoint,
  pickCompute,
  resolveCompute,
  settingsOfNew,
} from '../endpoints/index.ts';
import type { Handler } from '../handler.ts';
import { checkDatabaseName, checkRoleName, newDatabase, newRole } from '../roles-and-databases/index.ts';
import { choosePgVersion, newProject } from './new-project.ts';

export const createProject: Handler<CreateProjectParams, CreateProjectResponse> = async (context, { body }) => {
  const { project: asked } = body;
  const { store, operations, dataPlane } = context;
  const databaseName = asked.branch?.database_name ?? 'neondb';
  const roleName = asked.branch?.role_name ?? `${databaseName}_owner`;
  checkDatabaseName(databaseName);
  checkRoleName(roleName);
  const compute = resolveCompute({ ...asked.default_endpoint_settings, ...pickCompute(asked) }, defaultCompute());
  const pgVersion = choosePgVersion(asked.pg_version, dataPlane);
  await checkPgSettings(context, pgVersion, [asked.default_endpoint_settings]);
  const record = newProject(context, { ...asked, pg_version: pgVersion }, compute);

  const branch = newBranch(context, record, {
    name: asked.branch?.name ?? 'main',
    isDefault: true,
    isProtected: false,
  });
  const { id: branchId } = branch.branch;
  branch.roles = [newRole(context, branchId, roleName)];
  branch.databases = [newDatabase(context, branchId, databaseName, roleName)];
  annotate(context, branch, asked.branch?.annotations);
  const endpoint = newEndpoint(context, record, {
    branchId,
    type: 'read_write',
    compute,
    settings: settingsOfNew(asked.default_endpoint_settings, undefined),
  });

  record.branches.set(branchId, branch);
  record.endpoints.set(endpoint.id, endpoint);
  store.state.projects.set(record.project.id, record);
  const plan = planCreateProject(branchId, endpoint.id);
  const made = { isNewProject: true, branches: { [branchId]: null }, endpoints: { [endpoint.id]: null } };
  const scheduled = operations.schedule(record, undoneBy(plan, 'create-root-branch', made));
  return {
    project: { ...record.project },
    connection_uris: listConnectionDetails(branch, endpoint, dataPlane.address),
    roles: branch.roles.map(showRoleWithPassword),
    databases: showAll(branch.databases),
    operations: showOperations(scheduled),
    branch: { ...branch.branch },
    endpoints: [showEndpoint(endpoint, dataPlane)],
  };
};
