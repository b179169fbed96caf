import type {
  CreateProjectParams,
  CreateProjectResponse,
  DeleteProjectParams,
  DeleteProjectResponse,
  GetProjectParams,
  GetProjectResponse,
  ListProjectsParams,
  ListProjectsResponse,
  UpdateProjectParams,
  UpdateProjectResponse,
} from '@neon-api/types';
import { notFound, ruleForbids } from '../errors/index.ts';
import { planCreateProject, planDeleteBranch, requireUnlocked } from '../operations/index.ts';
import { timestampOf } from '../support/index.ts';
import { annotate } from './annotations.ts';
import { DEFAULT_COMPUTE, pickCompute, resolveCompute } from './compute-settings.ts';
import { listConnectionDetails } from './connection-uri.ts';
import { endpointsOf, findProject } from './find.ts';
import type { Handler } from './handler.ts';
import { checkDatabaseName, checkRoleName } from './names.ts';
import { leavesFirst, newProject, showProjectInList } from './new-project.ts';
import { newBranch, newDatabase, newEndpoint, newRole } from './new-records.ts';
import { paginate } from './paginate.ts';
import { showAll, showOperations, showRoleWithPassword } from './show.ts';

/** Spec: the default of 10 is the classic trap. */
const DEFAULT_PAGE = 10;

export const listProjects: Handler<ListProjectsParams, ListProjectsResponse> = ({ store }, params) => {
  const { search = '', org_id, recoverable, limit = DEFAULT_PAGE, cursor } = params;
  const wanted = [...store.state.projects.values()]
    .filter(({ isDeleted }) => !isDeleted && !recoverable)
    .map(({ project }) => project)
    .filter((project) => org_id === undefined || project.org_id === org_id)
    .filter(({ id, name }) => [id, name].some((text) => text.toLowerCase().includes(search.toLowerCase())));
  const page = paginate(wanted, {
    positionOf: ({ created_at, id }) => [created_at, id],
    order: 'desc',
    limit,
    cursor,
  });
  return {
    projects: page.items.map(showProjectInList),
    unavailable_project_ids: [],
    applications: {},
    integrations: {},
    ...(page.cursor ? { pagination: { cursor: page.cursor } } : {}),
  };
};

export const createProject: Handler<CreateProjectParams, CreateProjectResponse> = (context, { body }) => {
  const { project: asked } = body;
  const { store, operations, dataPlane } = context;
  if (asked.org_id !== undefined && asked.org_id !== store.state.organization.id) throw notFound('organization');
  const databaseName = asked.branch?.database_name ?? 'neondb';
  const roleName = asked.branch?.role_name ?? `${databaseName}_owner`;
  checkDatabaseName(databaseName);
  checkRoleName(roleName);
  const compute = resolveCompute({ ...asked.default_endpoint_settings, ...pickCompute(asked) }, DEFAULT_COMPUTE);
  const record = newProject(context, asked, compute);

  const branch = newBranch(context, record, {
    name: asked.branch?.name ?? 'main',
    isDefault: true,
    isProtected: false,
  });
  const { id: branchId } = branch.branch;
  branch.roles = [newRole(context, branchId, roleName)];
  branch.databases = [newDatabase(context, branchId, databaseName, roleName)];
  annotate(context, branch, asked.branch?.annotations);
  const endpoint = newEndpoint(context, record, { branchId, type: 'read_write', compute });

  record.branches.set(branchId, branch);
  record.endpoints.set(endpoint.id, endpoint);
  store.state.projects.set(record.project.id, record);
  const scheduled = operations.schedule(record, planCreateProject(branchId, endpoint.id));
  return {
    project: { ...record.project },
    connection_uris: listConnectionDetails(branch, endpoint, dataPlane.address),
    roles: branch.roles.map(showRoleWithPassword),
    databases: showAll(branch.databases),
    operations: showOperations(scheduled),
    branch: { ...branch.branch },
    endpoints: [{ ...endpoint }],
  };
};

export const getProject: Handler<GetProjectParams, GetProjectResponse> = (context, { project_id }) => ({
  project: { ...findProject(context, project_id).project },
});

export const updateProject: Handler<UpdateProjectParams, UpdateProjectResponse> = (context, { project_id, body }) => {
  const record = findProject(context, project_id);
  const { project } = record;
  const { name, history_retention_seconds: retention, settings, default_endpoint_settings: defaults } = body.project;
  const changesRetention = retention !== undefined && retention !== project.history_retention_seconds;
  if (changesRetention) requireUnlocked(record);
  if (project.settings?.enable_logical_replication && settings?.enable_logical_replication === false) {
    throw ruleForbids('logical replication cannot be disabled once it is enabled');
  }
  if (defaults) resolveCompute(defaults, { ...DEFAULT_COMPUTE, ...project.default_endpoint_settings });

  if (name !== undefined) project.name = name;
  if (retention !== undefined) project.history_retention_seconds = retention;
  // A list such as allowed_ips is replaced, never appended to.
  if (settings) project.settings = { ...project.settings, ...settings };
  if (defaults) project.default_endpoint_settings = { ...project.default_endpoint_settings, ...defaults };
  project.updated_at = timestampOf(context.clock);
  const scheduled = changesRetention
    ? context.operations.schedule(record, [{ action: 'apply_storage_config', task: { kind: 'nothing' } }])
    : [];
  return { project: { ...project }, operations: showOperations(scheduled) };
};

export const deleteProject: Handler<DeleteProjectParams, DeleteProjectResponse> = (context, { project_id }) => {
  const record = findProject(context, project_id);
  requireUnlocked(record);
  const branches = [...record.branches.values()].map(({ branch }) => branch);
  if (branches.some((branch) => branch.protected)) {
    throw ruleForbids('project has a protected branch and cannot be deleted; unprotect it first');
  }
  record.isDeleted = true;
  const cleanUp = leavesFirst(branches).flatMap(({ id }) => planDeleteBranch(id, endpointsOf(record, id)));
  context.operations.schedule(
    record,
    cleanUp.map((request) => ({ ...request, hidden: true })),
  );
  return { project: { ...record.project } };
};
