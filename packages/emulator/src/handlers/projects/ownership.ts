import type { Organization, Project } from '@neon-api/types';
import type { OrganizationRecord, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

/** The fields of a project that say whose it is. */
export function ownership(
  { store }: HandlerContext,
  organization: Organization,
): Pick<Project, 'owner_id' | 'owner' | 'org_id'> {
  return {
    owner_id: organization.id,
    owner: {
      email: store.state.users[0]?.email ?? '',
      name: organization.name,
      branches_limit: 5000,
      subscription_type: 'scale_v3',
    },
    org_id: organization.id,
  };
}

/** Keys that reach only this project stay with the organization that made them, and so no longer reach it. */
export function assignToOrganization(
  context: HandlerContext,
  { project }: ProjectRecord,
  { organization }: OrganizationRecord,
): void {
  Object.assign(project, ownership(context, organization), { updated_at: timestampOf(context.clock) });
}
