import type {
  DeleteProjectParams,
  DeleteProjectResponse,
  GetProjectParams,
  GetProjectResponse,
  ListProjectsParams,
  ListProjectsResponse,
  ListSharedProjectsParams,
  ListSharedProjectsResponse,
  RecoverProjectParams,
  RecoverProjectResponse,
  UpdateProjectParams,
  UpdateProjectResponse,
} from '@neon-api/types';
import { canSeeProject } from '../../access/index.ts';
import { conflict, notFound, ruleForbids } from '../../errors/index.ts';
import { checkAllowedIps } from '../../network-rules/index.ts';
import { endUsage, planEnableReplication, requireUnlocked } from '../../operations/index.ts';
import type { ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import {
  findProject,
  type Page,
  paginate,
  showBranch,
  showCursor,
  showOperations,
  showProject,
} from '../common/index.ts';
import { releaseDomains } from '../custom-domains/index.ts';
import { checkPgSettings, defaultCompute, resolveCompute } from '../endpoints/index.ts';
import type { Handler } from '../handler.ts';
import { findOrganization, requireOrgId } from '../organizations/index.ts';
import { resumeSchedules } from '../triggers/index.ts';
import { checkLogicalReplication } from './new-project.ts';
import { showProjectInList } from './show-project-in-list.ts';

/** Spec: the default is only 10. */
const DEFAULT_PAGE = 10;

/** Lists projects. With `recoverable`, lists only those deleted in the last seven days. */
export const listProjects: Handler<ListProjectsParams, ListProjectsResponse> = (context, params) => {
  const { store, caller } = context;
  const { search, org_id, recoverable = false, limit = DEFAULT_PAGE, cursor } = params;
  requireOrgId(context, org_id);
  if (org_id !== undefined) findOrganization(context, org_id);
  const wanted = [...store.state.projects.values()]
    .filter(({ isDeleted, deletedAt }) => (recoverable ? deletedAt !== undefined : !isDeleted))
    .filter(({ project }) => canSeeProject(caller, project, store.state))
    .filter(({ project }) => org_id === undefined || project.org_id === org_id);
  const page = paginateProjects(wanted, { search, limit, cursor });
  return {
    projects: page.items.map(showProjectInList),
    unavailable_project_ids: [],
    applications: {},
    integrations: {},
    ...showCursor(page),
  };
};

/** Lists the projects of other accounts that are shared with the caller. */
export const listSharedProjects: Handler<ListSharedProjectsParams, ListSharedProjectsResponse> = (
  { store, caller },
  { search, limit = DEFAULT_PAGE, cursor },
) => {
  const { users, organizations, projects } = store.state;
  const email = users.find(({ id }) => id === caller.userId)?.email;
  const own = organizations.filter(({ members }) => members.some(({ user_id }) => user_id === caller.userId));
  const shared = [...projects.values()]
    .filter(({ isDeleted }) => !isDeleted)
    .filter(({ project }) => !own.some(({ organization }) => organization.id === project.org_id))
    .filter(({ permissions }) => permissions.some(({ granted_to_email }) => granted_to_email === email));
  const page = paginateProjects(shared, { search, limit, cursor });
  return {
    projects: page.items.map(showProjectInList),
    ...showCursor(page),
  };
};

interface ProjectPageRequest {
  readonly search: string | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}

function paginateProjects(
  records: readonly ProjectRecord[],
  { search = '', limit, cursor }: ProjectPageRequest,
): Page<ProjectRecord> {
  const text = search.toLowerCase();
  const found = records.filter(({ project: { id, name } }) =>
    [id, name].some((candidate) => candidate.toLowerCase().includes(text)),
  );
  return paginate(found, {
    positionOf: ({ project: { created_at, id } }) => [created_at, id],
    order: 'desc',
    limit,
    cursor,
  });
}

export const getProject: Handler<GetProjectParams, GetProjectResponse> = (context, { project_id }) => ({
  project: showProject(findProject(context, project_id), context.clock.now()),
});

export const updateProject: Handler<UpdateProjectParams, UpdateProjectResponse> = async (
  context,
  { project_id, body },
) => {
  await checkPgSettings(context, findProject(context, project_id).project.pg_version, [
    body.project.default_endpoint_settings,
  ]);
  const record = findProject(context, project_id);
  const { project } = record;
  const { name, history_retention_seconds: retention, settings, default_endpoint_settings: defaults } = body.project;
  const changesRetention = retention !== undefined && retention !== project.history_retention_seconds;
  const enablesReplication =
    settings?.enable_logical_replication === true && !project.settings?.enable_logical_replication;
  if (changesRetention || enablesReplication) requireUnlocked(record);
  if (project.settings?.enable_logical_replication && settings?.enable_logical_replication === false) {
    throw ruleForbids('logical replication cannot be disabled once it is enabled');
  }
  checkAllowedIps(settings);
  checkLogicalReplication(settings, context.dataPlane);
  if (defaults) resolveCompute(defaults, defaultCompute(project.default_endpoint_settings));

  const before = { historyRetentionSeconds: project.history_retention_seconds };
  if (name !== undefined) project.name = name;
  if (retention !== undefined) project.history_retention_seconds = retention;
  // Lists such as allowed_ips are replaced, never appended to.
  if (settings) project.settings = { ...project.settings, ...settings };
  if (defaults) project.default_endpoint_settings = { ...project.default_endpoint_settings, ...defaults };
  project.updated_at = timestampOf(context.clock);
  const scheduled = context.operations.schedule(record, [
    ...(changesRetention ? [{ action: 'apply_storage_config', task: { kind: 'nothing' }, undo: before } as const] : []),
    ...(enablesReplication ? planEnableReplication([...record.branches.keys()], [...record.endpoints.values()]) : []),
  ]);
  return { project: showProject(record, context.clock.now()), operations: showOperations(scheduled) };
};

/** Stops the computes immediately. The data can be recovered for seven days. */
export const deleteProject: Handler<DeleteProjectParams, DeleteProjectResponse> = (context, { project_id }) => {
  const record = findProject(context, project_id);
  requireUnlocked(record);
  if ([...record.branches.values()].some(({ branch }) => branch.protected)) {
    throw ruleForbids('project has a protected branch and cannot be deleted; unprotect it first');
  }
  const shown = showProject(record, context.clock.now());
  record.isDeleted = true;
  record.deletedAt = timestampOf(context.clock);
  for (const branch of record.branches.values()) releaseDomains(branch);
  for (const endpoint of record.endpoints.values()) {
    endpoint.current_state = 'idle';
    delete endpoint.pending_state;
    endUsage(record, endpoint.id, context.clock.now());
  }
  const endpointIds = [...record.endpoints.keys()];
  context.operations.schedule(record, [
    { action: 'suspend_compute', task: { kind: 'close-endpoints', endpointIds }, hidden: true },
  ]);
  return { project: shown };
};

export const recoverProject: Handler<RecoverProjectParams, RecoverProjectResponse> = (context, { project_id }) => {
  const record = context.store.state.projects.get(project_id);
  if (!record || (record.isDeleted && record.deletedAt === undefined)) throw notFound('project');
  if (!record.isDeleted) throw conflict('project is not deleted');
  record.isDeleted = false;
  delete record.deletedAt;
  record.project.updated_at = timestampOf(context.clock);
  context.operations.schedule(
    record,
    [...record.endpoints.values()]
      .filter(({ disabled }) => !disabled)
      .map(({ id }) => ({
        action: 'apply_config',
        task: { kind: 'open-endpoint', endpointId: id },
        hidden: true,
      })),
  );
  const nowMs = context.clock.now();
  for (const branch of record.branches.values()) resumeSchedules(branch, nowMs);
  return {
    project: showProject(record, nowMs),
    branches: [...record.branches.values()].map((branch) => showBranch(record, branch, nowMs)),
  };
};
