import type { HandlerTable } from '../handler.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-key-handlers.ts';
import { createOrgApiKey, listOrgApiKeys, revokeOrgApiKey } from './org-api-key-handlers.ts';

export const apiKeyHandlers: HandlerTable = {
  createApiKey,
  createOrgApiKey,
  listApiKeys,
  listOrgApiKeys,
  revokeApiKey,
  revokeOrgApiKey,
};
