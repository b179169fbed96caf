import type {
  CreateApiKeyParams,
  CreateApiKeyResponse,
  ListApiKeysParams,
  ListApiKeysResponse,
  RevokeApiKeyParams,
  RevokeApiKeyResponse,
} from '@neon-api/types';
import type { Handler } from '../handler.ts';
import { issueKey, revokeKey, showKeyInList } from './keys.ts';

export const listApiKeys: Handler<ListApiKeysParams, ListApiKeysResponse> = ({ store, caller }) =>
  store.state.apiKeys
    .filter(({ orgId, userId }) => orgId === undefined && userId === caller.userId)
    .map((key) => showKeyInList(key, store.state));

/** Returns the secret, which is never shown again. */
export const createApiKey: Handler<CreateApiKeyParams, CreateApiKeyResponse> = (context, { body }) => {
  const { key, secret } = issueKey(context, { name: body.key_name });
  return { id: key.id, key: secret, name: key.name, created_at: key.createdAt, created_by: key.userId };
};

/** Revokes the key. Requests with it fail with 401 from now on. */
export const revokeApiKey: Handler<RevokeApiKeyParams, RevokeApiKeyResponse> = (context, { key_id }) =>
  revokeKey(
    context,
    ({ id, orgId, userId }) => id === key_id && orgId === undefined && userId === context.caller.userId,
  );
