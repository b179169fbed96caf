import type {
  TransferProjectsFromOrgToOrgParams,
  TransferProjectsFromOrgToOrgResponse,
  TransferProjectsFromUserToOrgParams,
  TransferProjectsFromUserToOrgResponse,
} from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import { requireUnlocked } from '../../operations/index.ts';
import type { ProjectRecord } from '../../state/index.ts';
import { findProject } from '../common/index.ts';
import type { Handler, HandlerContext } from '../handler.ts';
import { findOrganization } from '../organizations/index.ts';
import { assignToOrganization } from './ownership.ts';

export const transferProjectsFromOrgToOrg: Handler<
  TransferProjectsFromOrgToOrgParams,
  TransferProjectsFromOrgToOrgResponse
> = (context, { source_org_id, body }) => {
  findOrganization(context, source_org_id);
  return transfer(context, body, ({ project }) => project.org_id === source_org_id);
};

/** The user has no projects outside of organizations, so this moves those of the user's first organization. */
export const transferProjectsFromUserToOrg: Handler<
  TransferProjectsFromUserToOrgParams,
  TransferProjectsFromUserToOrgResponse
> = (context, { body }) => {
  const personal = context.store.state.organizations[0]?.organization.id;
  return transfer(context, body, ({ project }) => project.org_id === undefined || project.org_id === personal);
};

/** Transfers all of the projects or none. */
function transfer(
  context: HandlerContext,
  { destination_org_id: destinationId, project_ids: ids }: TransferProjectsFromOrgToOrgParams['body'],
  isFromSource: (record: ProjectRecord) => boolean,
): Record<string, never> {
  const destination = findOrganization(context, destinationId);
  const records = ids.map((id) => findProject(context, id));
  for (const record of records) {
    if (!isFromSource(record)) throw notFound('project');
    requireUnlocked(record);
  }
  for (const record of records) assignToOrganization(context, record, destination);
  return {};
}
