import type {
  ListProjectMembersParams,
  ListProjectMembersResponse,
  Member,
  ProjectMember,
  ProjectRole,
  RemoveProjectMemberRoleParams,
  RemoveProjectMemberRoleResponse,
  SetProjectMemberRoleParams,
  SetProjectMemberRoleResponse,
} from '@neon-api/types';
import { ApiError, badRequest, notFound } from '../../errors/index.ts';
import type { OrganizationRecord, ProjectRecord } from '../../state/index.ts';
import { findProject, paginate, requirePageSize, showNext } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { findMember } from '../organizations/index.ts';
import { canManage, decideAccess, isLess, type MemberAccess } from './member-access.ts';

const LARGEST_PAGE = 500;

/** Lists the members of the project's organization, without those the project is shared with. */
export const listProjectMembers: Handler<ListProjectMembersParams, ListProjectMembersResponse> = (
  context,
  { project_id, limit, cursor },
) => {
  const project = findProject(context, project_id);
  const page = paginate(findOwner(context, project).members, {
    positionOf: ({ id, joined_at = '' }) => [joined_at, id],
    order: 'asc',
    limit: requirePageSize(limit, LARGEST_PAGE),
    cursor,
  });
  return {
    project_members: page.items.map((member) => ({
      ...showMember(context, member),
      ...accessOf(project, member),
    })),
    pagination: showNext(page),
  };
};

/** Spec: members who give up their own right to manage the project must confirm it. */
export const setProjectMemberRole: Handler<SetProjectMemberRoleParams, SetProjectMemberRoleResponse> = (
  context,
  { project_id, member_id, body, confirm_self_demotion = false },
) =>
  changeRole(context, {
    projectId: project_id,
    memberId: member_id,
    role: body.role,
    confirmation: { parameter: 'confirm_self_demotion', isGiven: confirm_self_demotion },
  });

/** Spec: succeeds without a granted role; the default of the member's role in the organization applies. */
export const removeProjectMemberRole: Handler<RemoveProjectMemberRoleParams, RemoveProjectMemberRoleResponse> = (
  context,
  { project_id, member_id, confirm_self_lockout = false },
) =>
  changeRole(context, {
    projectId: project_id,
    memberId: member_id,
    role: undefined,
    confirmation: { parameter: 'confirm_self_lockout', isGiven: confirm_self_lockout },
  });

interface RoleChange {
  readonly projectId: string;
  readonly memberId: string;
  /** Undefined removes the granted role. */
  readonly role: ProjectRole | undefined;
  readonly confirmation: { readonly parameter: string; readonly isGiven: boolean };
}

function changeRole(
  context: HandlerContext,
  { projectId, memberId, role, confirmation }: RoleChange,
): SetProjectMemberRoleResponse {
  const project = findProject(context, projectId);
  const owner = findOwner(context, project);
  const member = findMember(owner, memberId);
  requireManager(context, project, owner.members);
  const before = accessOf(project, member);
  const after = decideAccess(member, role);
  const isSelf = context.caller.kind === 'user' && context.caller.userId === member.user_id;
  if (isSelf && canManage(before) && !canManage(after) && !confirmation.isGiven) {
    throw badRequest(`this ends your own right to manage the project; pass ${confirmation.parameter}=true to confirm`);
  }
  const { [memberId]: _former, ...others } = project.memberRoles ?? {};
  project.memberRoles = role === undefined ? others : { ...others, [memberId]: role };
  const { grant_source: _source, ...shown } = after;
  return {
    project_id: projectId,
    ...showMember(context, member),
    ...shown,
    credential_rotation_recommended: isLess(after, before),
    org_api_key_rotation_recommended: isLess(after, before) && hasKeyOf(context, projectId, member),
  };
}

/** Requires the right to manage the project. A key of the organization always has it. */
function requireManager({ caller }: HandlerContext, project: ProjectRecord, members: readonly Member[]): void {
  if (caller.kind !== 'user') return;
  const self = members.find(({ user_id }) => user_id === caller.userId);
  if (self && canManage(accessOf(project, self))) return;
  throw new ApiError(403, 'only an admin of the project can change the roles of its members');
}

function findOwner({ store }: HandlerContext, { project }: ProjectRecord): OrganizationRecord {
  const owner = store.state.organizations.find(({ organization }) => organization.id === project.org_id);
  if (!owner) throw notFound('organization');
  return owner;
}

function accessOf({ memberRoles }: ProjectRecord, member: Member): MemberAccess {
  return decideAccess(member, memberRoles?.[member.id]);
}

function hasKeyOf({ store }: HandlerContext, project: string, member: Member): boolean {
  return store.state.apiKeys.some(({ projectId, userId }) => projectId === project && userId === member.user_id);
}

function showMember(
  { store }: HandlerContext,
  { id, user_id }: Member,
): Pick<ProjectMember, 'member_id' | 'user_id' | 'email' | 'name'> {
  const user = store.state.users.find((candidate) => candidate.id === user_id);
  const known = user && { email: user.email, name: `${user.name} ${user.lastName}` };
  return { member_id: id, user_id, ...known };
}
