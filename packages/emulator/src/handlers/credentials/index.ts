import type { HandlerTable } from '../handler.ts';
import { createCredential, listCredentials, revokeCredential } from './credential-handlers.ts';

export const credentialHandlers: HandlerTable = { createCredential, listCredentials, revokeCredential };
