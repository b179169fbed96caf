import { isNeonError } from '@neon-api/client';
import { reword } from '../message-parts.ts';

/** The command's words for the options and the advice of the library. An empty text removes the term. */
const WORDS: Readonly<Record<string, string>> = {
  databaseName: '--database',
  roleName: '--role',
  branchId: '--branch',
  baseBranchId: '--base',
  parentId: '--parent',
  projectId: '--project',
  prefix: '--prefix',
  key: 'KEY',
  expiresInMs: '--expires-in',
  '60000 (a minute)': '1m',
  '2592000000 (30 days)': '30d',
  olderThanMs: '--older-than',
  expiry: '--expiry',
  openKeys: '--open-keys',
  keep: '--keep',
  oldKeyId: '--old-id',
  orgId: '--org',
  '{ orgId } to createNeonClient': '--org',
  name: '--name',
  verify: '--verify',
  regionId: '--region',
  pgVersion: '--pg-version',
  'ensureEndpoint(neon, { projectId, branchId })':
    '`neon branches add-compute` of the Neon CLI, or the page of the branch in the Neon Console',
  'Store getRotatedSecret(error), or rotate again.': 'Run the command again with a --store that succeeds.',
  'Store getRotatedSecret(error), or revoke': 'Revoke',
  'Resume the wait with the token of error.cause, or rotate again.': 'Run the command again.',
  'Use restoreBranch to restore an earlier state.': 'Leave out --reset.',
  ' If this is a name, findBranch returns the id.': '',
  "Change the options to match, or pass onDrift: 'report' or 'update'.": 'Choose another name, or leave out the flag.',
};

/** Advice in messages of the client, which only names options. */
const SENTENCES: readonly (readonly [library: string, command: string])[] = [
  ['baseUrl or NEON_API_BASE_URL must be', '--base-url or NEON_API_BASE_URL must be'],
  ['apiKey or NEON_API_KEY must be', 'NEON_API_KEY must be'],
  ['check baseUrl', 'check --base-url'],
  ['Check baseUrl.', 'Check --base-url.'],
  ['Set orgId.', 'Pass --org, or set NEON_ORG_ID.'],
  ['wait again with error.token, or raise timeoutMs.', 'run the command again to wait for them.'],
  [
    'Do not send it again: wait with error.token, or check what exists.',
    'Check what exists before you run the command again.',
  ],
];

/** Returns the message of an error in the words of the command. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const message = reword(error, (term) => WORDS[term] ?? (/^[\w.]+: $/.test(term) ? '' : term));
  if (!isNeonError(error)) return message;
  // The operation names a function of the library. The message also has the method and the route.
  const start = `${error.operationId}: `;
  const text = message.startsWith(start) ? message.slice(start.length) : message;
  return SENTENCES.reduce((all, [library, command]) => all.replace(library, command), text);
}
