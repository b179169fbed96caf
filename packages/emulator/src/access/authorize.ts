import { ApiError, notFound } from '../errors/index.ts';
import type { State } from '../state/index.ts';
import type { Caller } from './caller.ts';

/** What of a call says how far its key must reach. */
export interface Call {
  readonly operationId: string;
  readonly params: { readonly project_id?: unknown; readonly org_id?: unknown; readonly source_org_id?: unknown };
}

/** Docs: a project-scoped key has the rights of a member on its project, and cannot delete it or make others. */
const NOT_FOR_PROJECT_KEYS: readonly string[] = [
  'createProject',
  'deleteProject',
  'recoverProject',
  'listSharedProjects',
  'createProjectTransferRequest',
  'acceptProjectTransferRequest',
  'grantPermissionToProject',
  'revokePermissionFromProject',
  'getConsumptionHistoryPerProject',
  'getConsumptionHistoryPerProjectV2',
  'getConsumptionHistoryPerBranchV2',
];

/** What belongs to a person is out of an organization's reach. */
const FOR_USERS_ONLY: readonly string[] = [
  'listApiKeys',
  'createApiKey',
  'revokeApiKey',
  'getCurrentUserInfo',
  'getCurrentUserOrganizations',
  'transferProjectsFromUserToOrg',
];

/** Refuses what the key does not reach: as not there where it must not be known, else with 403. */
export function authorize(caller: Caller, { operationId, params }: Call, { projects }: State): void {
  if (caller.kind === 'user') return;
  if (FOR_USERS_ONLY.includes(operationId)) throw forbidden('this call needs a personal API key');
  const orgId = params.org_id ?? params.source_org_id;
  if (orgId !== undefined && orgId !== caller.orgId) throw notFound('organization');
  const { project_id: projectId } = params;
  if (typeof projectId === 'string' && !reaches(caller, projectId, projects)) throw notFound('project');
  if (caller.kind === 'project' && (orgId !== undefined || NOT_FOR_PROJECT_KEYS.includes(operationId))) {
    throw forbidden('a project-scoped API key cannot do this; use a key of the organization or a personal one');
  }
}

function reaches(caller: Exclude<Caller, { kind: 'user' }>, projectId: string, projects: State['projects']): boolean {
  if (caller.kind === 'project' && projectId !== caller.projectId) return false;
  const record = projects.get(projectId);
  return record === undefined || record.project.org_id === caller.orgId;
}

/** Whether a list made for this caller shows the project. */
export function canSeeProject(caller: Caller, project: { readonly id: string; readonly org_id?: string }): boolean {
  switch (caller.kind) {
    case 'user':
      return true;
    case 'organization':
      return project.org_id === caller.orgId;
    case 'project':
      return project.id === caller.projectId;
  }
}

function forbidden(message: string): ApiError {
  return new ApiError(403, message);
}
