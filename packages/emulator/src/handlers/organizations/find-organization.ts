import type { Member } from '@neon-api/types';
import { badRequest, notFound } from '../../errors/index.ts';
import type { OrganizationRecord } from '../../state/index.ts';
import type { HandlerContext } from '../handler.ts';

/** Finds one of the caller's organizations. Without an id: the one of the key, or the user's first. */
export function findOrganization(context: HandlerContext, orgId: string | undefined): OrganizationRecord {
  const { caller, store } = context;
  const wanted = orgId ?? (caller.kind === 'user' ? undefined : caller.orgId);
  const visible = store.state.organizations.filter(({ organization, members }) =>
    caller.kind === 'user'
      ? members.some(({ user_id }) => user_id === caller.userId)
      : organization.id === caller.orgId,
  );
  const found = visible.find(({ organization }) => wanted === undefined || organization.id === wanted);
  if (!found) throw notFound('organization');
  return found;
}

/**
 * Refuses a personal key that names no organization, as Neon does since accounts belong to organizations: website#5671,
 * mcp-server-neon#352.
 */
export function requireOrgId({ caller, orgRequired }: HandlerContext, orgId: string | undefined): void {
  if (orgRequired && caller.kind === 'user' && orgId === undefined) throw badRequest('org_id is required');
}

export function findMember({ members }: OrganizationRecord, memberId: string): Member {
  const member = members.find(({ id }) => id === memberId);
  if (!member) throw notFound('member');
  return member;
}
