import { isNeonError } from '@neon-api/client/minimal';
import { messageOf, redactUris } from '@neon-api/ground';

/** The inputs behind the options that messages of the helpers name. */
const INPUTS: Readonly<Record<string, string>> = {
  databaseName: 'database',
  roleName: 'role',
  parentId: 'parent',
  projectId: 'project',
  expiresInMs: 'expiry',
  orgId: 'org-id',
  key: 'branch',
};

const REFUSED_KEY =
  'The API key is wrong, expired or revoked. Create one in the Neon Console, and update the secret behind api-key.';

const WORDS = new RegExp(`\\b(?:${Object.keys(INPUTS).join('|')})\\b`, 'g');

/** Returns the message of an error in the words of the action, with advice if the API key is the cause. */
export function explainError(error: unknown): string {
  const message = redactUris(messageOf(error));
  if (!isNeonError(error)) return message;
  if (error.name === 'NeonUsageError') {
    return message.replace(/^\w+: /, '').replaceAll(WORDS, (word) => INPUTS[word] ?? word);
  }
  const text = message.replace('Set orgId.', 'Set the input org-id, or pass the id of the project.');
  return error.name === 'NeonApiError' && error.status === 401 ? `${text} ${REFUSED_KEY}` : text;
}
