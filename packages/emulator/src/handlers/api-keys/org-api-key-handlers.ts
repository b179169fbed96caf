import type {
  CreateOrgApiKeyParams,
  CreateOrgApiKeyResponse,
  ListOrgApiKeysParams,
  ListOrgApiKeysResponse,
  RevokeOrgApiKeyParams,
  RevokeOrgApiKeyResponse,
} from '@neon-api/types';
import { notFound } from '../../errors/index.ts';
import { findProject } from '../common/index.ts';
import type { Handler } from '../handler.ts';
import { findOrganization } from '../organizations/index.ts';
import { issueKey, revokeKey, showKeyInList } from './keys.ts';

export const listOrgApiKeys: Handler<ListOrgApiKeysParams, ListOrgApiKeysResponse> = (context, { org_id }) => {
  findOrganization(context, org_id);
  const { state } = context.store;
  return state.apiKeys.filter(({ orgId }) => orgId === org_id).map((key) => showKeyInList(key, state));
};

/** Creates a key, limited to one project if `project_id` is set. Its secret is never shown again. */
export const createOrgApiKey: Handler<CreateOrgApiKeyParams, CreateOrgApiKeyResponse> = (context, { org_id, body }) => {
  findOrganization(context, org_id);
  const { key_name: name, project_id: projectId } = body;
  if (projectId !== undefined && findProject(context, projectId).project.org_id !== org_id) throw notFound('project');
  const { key, secret } = issueKey(context, { name, orgId: org_id, projectId });
  return {
    id: key.id,
    key: secret,
    name,
    created_at: key.createdAt,
    created_by: key.userId,
    ...(projectId === undefined ? {} : { project_id: projectId }),
  };
};

export const revokeOrgApiKey: Handler<RevokeOrgApiKeyParams, RevokeOrgApiKeyResponse> = (
  context,
  { org_id, key_id },
) => {
  findOrganization(context, org_id);
  return revokeKey(context, ({ id, orgId }) => id === key_id && orgId === org_id);
};
