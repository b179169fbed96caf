import type { Organization, Project } from '@neon-api/types';
import type { OrganizationRecord, ProjectRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

/** Returns the fields of a project that identify its owner. */
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

/** Moves the project. Its project-scoped keys stay with their organization, and lose access to it. */
export function assignToOrganization(
  context: HandlerContext,
  { project }: ProjectRecord,
  { organization }: OrganizationRecord,
): void {
  Object.assign(project, ownership(context, organization), { updated_at: timestampOf(context.clock) });
}
