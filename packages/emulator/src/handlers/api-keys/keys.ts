import type { ApiKeyRevokeResponse, ApiKeysListResponseItem } from '@neon-api/types';
import { digestKey } from '../../access/index.ts';
import { notFound } from '../../errors/index.ts';
import { type ApiKeyRecord, newApiKey, type State } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

/** All calls come from this machine. */
const LAST_USED_FROM = '127.0.0.1';

export interface NewKey {
  readonly name: string;
  readonly orgId?: string;
  readonly projectId?: string | undefined;
}

export function issueKey(
  { store, clock, random, caller }: HandlerContext,
  { name, orgId, projectId }: NewKey,
): { readonly key: ApiKeyRecord; readonly secret: string } {
  const secret = newApiKey(random);
  const key: ApiKeyRecord = {
    id: store.state.nextApiKeyId++,
    name,
    digest: digestKey(secret),
    createdAt: timestampOf(clock),
    userId: caller.userId,
    ...(orgId === undefined ? {} : { orgId }),
    ...(projectId === undefined ? {} : { projectId }),
  };
  store.state.apiKeys.push(key);
  return { key, secret };
}

export function revokeKey(
  { store }: HandlerContext,
  isMeant: (key: ApiKeyRecord) => boolean,
): ApiKeyRevokeResponse & { project_id?: string } {
  const { apiKeys } = store.state;
  const key = apiKeys.find(isMeant);
  if (!key) throw notFound('API key');
  apiKeys.splice(apiKeys.indexOf(key), 1);
  return { ...showKey(key), created_by: key.userId, revoked: true };
}

export function showKeyInList(key: ApiKeyRecord, { users }: State): ApiKeysListResponseItem & { project_id?: string } {
  const creator = users.find(({ id }) => id === key.userId);
  return { ...showKey(key), created_by: { id: key.userId, name: creator?.name ?? '', image: '' } };
}

function showKey({
  id,
  name,
  createdAt,
  lastUsedAt,
  projectId,
}: ApiKeyRecord): Omit<ApiKeysListResponseItem, 'created_by'> & { project_id?: string } {
  return {
    id,
    name,
    created_at: createdAt,
    ...(lastUsedAt === undefined ? {} : { last_used_at: lastUsedAt }),
    last_used_from_addr: lastUsedAt === undefined ? '' : LAST_USED_FROM,
    ...(projectId === undefined ? {} : { project_id: projectId }),
  };
}
