import { ApiError, notFound } from '../errors/index.ts';
import type { ProjectRecord, State } from '../state/index.ts';
import type { Caller } from './caller.ts';

/** The parts of a call that determine the rights it needs. */
export interface Call {
  readonly operationId: string;
  readonly params: { readonly project_id?: unknown; readonly org_id?: unknown; readonly source_org_id?: unknown };
}

/** Docs: a project-scoped key has member rights on its project; it cannot delete it or create others. */
const NOT_FOR_PROJECT_KEYS: readonly string[] = [
  'createProject',
  'deleteProject',
  'recoverProject',
  'listSharedProjects',
  'createProjectTransferRequest',
  'acceptProjectTransferRequest',
  'grantPermissionToProject',
  'revokePermissionFromProject',
  'setProjectMemberRole',
  'removeProjectMemberRole',
  'getConsumptionHistoryPerProject',
  'getConsumptionHistoryPerProjectV2',
  'getConsumptionHistoryPerBranchV2',
];

/** Calls about a person's own resources, which organization keys cannot make. */
const FOR_USERS_ONLY: readonly string[] = [
  'listApiKeys',
  'createApiKey',
  'revokeApiKey',
  'transferProjectsFromUserToOrg',
];

/** Lists that an organization only narrows: a client adds its organization to them. */
const NARROWED_BY_ORG: readonly string[] = ['listProjects', 'getActiveRegions'];

/** Refuses calls beyond the caller's rights: with 404 if the caller must not know the resource, else with 403. */
export function authorize(caller: Caller, { operationId, params }: Call, state: State): void {
  const { project_id: projectId } = params;
  if (typeof projectId === 'string') {
    const record = state.projects.get(projectId);
    const isOffered = operationId === 'acceptProjectTransferRequest' && record?.transferRequests.length;
    if (record && !isOffered && !canReach(caller, record, state)) throw notFound('project');
  }
  if (caller.kind === 'user') return;
  // The tests of Neon's SDK expect this status and message.
  if (operationId === 'getCurrentUserInfo') throw new ApiError(404, 'not allowed for organization API keys');
  if (FOR_USERS_ONLY.includes(operationId)) throw forbidden('this call needs a personal API key');
  const orgId = params.org_id ?? params.source_org_id;
  if (orgId !== undefined && orgId !== caller.orgId) throw notFound('organization');
  const isAboutOrg = orgId !== undefined && !NARROWED_BY_ORG.includes(operationId);
  if (caller.kind === 'project' && (isAboutOrg || NOT_FOR_PROJECT_KEYS.includes(operationId))) {
    throw forbidden('a project-scoped API key cannot do this; use an organization or personal API key');
  }
}

/** Returns whether the project is the caller's own or shared with them. */
function canReach(caller: Caller, record: ProjectRecord, state: State): boolean {
  if (canSeeProject(caller, record.project, state)) return true;
  if (caller.kind !== 'user') return false;
  const email = state.users.find(({ id }) => id === caller.userId)?.email;
  return record.permissions.some(({ granted_to_email }) => granted_to_email === email);
}

/** Returns whether the list of the caller's own projects includes this one. */
export function canSeeProject(
  caller: Caller,
  project: { readonly id: string; readonly org_id?: string },
  { organizations }: State,
): boolean {
  if (caller.kind === 'user') {
    const owner = organizations.find(({ organization }) => organization.id === project.org_id);
    return !owner || owner.members.some(({ user_id }) => user_id === caller.userId);
  }
  if (project.org_id !== caller.orgId) return false;
  return caller.kind === 'organization' || project.id === caller.projectId;
}

function forbidden(message: string): ApiError {
  return new ApiError(403, message);
}
