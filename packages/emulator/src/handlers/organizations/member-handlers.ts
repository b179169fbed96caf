import type {
  GetOrganizationMemberParams,
  GetOrganizationMemberResponse,
  GetOrganizationMembersParams,
  GetOrganizationMembersResponse,
  Member,
  RemoveOrganizationMemberParams,
  RemoveOrganizationMemberResponse,
  UpdateOrganizationMemberParams,
  UpdateOrganizationMemberResponse,
} from '@neon-api/types';
import { ruleForbids } from '../../errors/index.ts';
import type { OrganizationRecord } from '../../state/index.ts';
import { paginate, showNext } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { findMember, findOrganization } from './find-organization.ts';

/** The page size without a limit: the largest allowed. */
const LARGEST_PAGE = 500;

export const getOrganizationMembers: Handler<GetOrganizationMembersParams, GetOrganizationMembersResponse> = (
  context,
  { org_id, sort_by = 'joined_at', sort_order = 'desc', limit = LARGEST_PAGE, cursor },
) => {
  const emailOf = ({ user_id }: Member): string =>
    context.store.state.users.find(({ id }) => id === user_id)?.email ?? '';
  const sortValue = (member: Member): string =>
    ({ email: emailOf(member), role: member.role, joined_at: member.joined_at ?? '' })[sort_by];
  const page = paginate(findOrganization(context, org_id).members, {
    positionOf: (member) => [sortValue(member), member.id],
    order: sort_order,
    limit,
    cursor,
  });
  return {
    members: page.items.map((member) => ({ member: { ...member }, user: { email: emailOf(member) } })),
    pagination: { ...showNext(page), sort_by, sort_order },
  };
};

export const getOrganizationMember: Handler<GetOrganizationMemberParams, GetOrganizationMemberResponse> = (
  context,
  { org_id, member_id },
) => ({ ...findMember(findOrganization(context, org_id), member_id) });

export const updateOrganizationMember: Handler<UpdateOrganizationMemberParams, UpdateOrganizationMemberResponse> = (
  context,
  { org_id, member_id, body },
) => {
  const organization = findOrganization(context, org_id);
  const member = findMember(organization, member_id);
  if (body.role !== 'admin') keepOneAdmin(organization, member);
  member.role = body.role;
  return { ...member };
};

export const removeOrganizationMember: Handler<RemoveOrganizationMemberParams, RemoveOrganizationMemberResponse> = (
  context,
  { org_id, member_id },
) => {
  const organization = findOrganization(context, org_id);
  const member = findMember(organization, member_id);
  keepOneAdmin(organization, member);
  organization.members.splice(organization.members.indexOf(member), 1);
  return {};
};

function keepOneAdmin({ members }: OrganizationRecord, leaving: Member): void {
  if (leaving.role !== 'admin') return;
  if (members.some((member) => member !== leaving && member.role === 'admin')) return;
  throw ruleForbids('an organization needs an admin; make another member an admin first');
}
