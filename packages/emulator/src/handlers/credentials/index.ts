import type { HandlerTable } from '../handler.ts';
import {
  createCredential,
  listCredentials,
  revealCredential,
  revokeCredential,
  rotateCredential,
} from './credential-handlers.ts';

export const credentialHandlers: HandlerTable = {
  createCredential,
  listCredentials,
  revealCredential,
  revokeCredential,
  rotateCredential,
};
