import type { Member } from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import type { OrganizationRecord } from '../../state/index.ts';
import type { HandlerContext } from '../handler.ts';
import { chooseOrganization } from '../new-project.ts';

/** Those the caller belongs to; others are not there for them. */
export function findOrganization(context: HandlerContext, orgId: string): OrganizationRecord {
  return chooseOrganization(context, orgId);
}

export function findMember({ members }: OrganizationRecord, memberId: string): Member {
  const member = members.find(({ id }) => id === memberId);
  if (!member) throw notFound('member');
  return member;
}
