import type { HandlerTable } from '../handler.ts';
import {
  createCredential,
  listCredentials,
  revealCredential,
  revokeCredential,
  rotateCredential,
} from './credential-handlers.ts';

export { findCredential } from './find-credential.ts';

export const credentialHandlers: HandlerTable = {
  createCredential,
  listCredentials,
  revealCredential,
  revokeCredential,
  rotateCredential,
};
