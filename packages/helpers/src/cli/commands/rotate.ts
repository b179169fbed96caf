import { NeonUsageError } from '@neon-api/client';
import { toEnv } from '../../connections/index.ts';
import { type RoleCredentials, rotateApiKey, rotateRolePassword } from '../../rotation/index.ts';
import type { Command, CommandContext, CommandResult } from '../command.ts';
import { findPlace } from '../find-place.ts';
import { runShell } from '../run-shell.ts';
import { writeEnvFile } from '../write-env-file.ts';

export const rotate: Command = {
  usage: [
    'rotate password --role app --store \'vault put …\' --verify \'psql "$DATABASE_URL" -c "select 1"\' --yes',
    "rotate key --old-id 42 --name deploy --store 'vault put …' --verify 'deploy --check' --yes",
  ],
  summary: 'a new password or API key: stored, proven, the old one ended; with --yes',
  values: {
    branch: 'password: id or exact name; default: the default branch',
    role: 'password: the role',
    database: 'password: the database of the URIs; default: the one there is',
    'write-env': 'password: store DATABASE_URL and DATABASE_URL_UNPOOLED there',
    'old-id': 'key: id of the key to replace',
    name: 'key: name of the new one',
    org: 'key: the organization whose key it is; default: a personal one',
    store:
      'command line that stores NEON_API_KEY, or DATABASE_URL, DATABASE_URL_UNPOOLED and PGPASSWORD, of its environment',
    verify: 'command line that succeeds when what was stored works; it has the same environment',
  },
  switches: {},
  takesWords: true,
  async run(context) {
    const [what, ...others] = context.words;
    if (others.length === 0 && what === 'password') return rotatePassword(context);
    if (others.length === 0 && what === 'key') return rotateKey(context);
    throw new NeonUsageError('rotate: say password or key.');
  },
};

async function rotatePassword(context: CommandContext): Promise<CommandResult> {
  const { neon, flags, wait } = context;
  const place = await findPlace(context);
  const roleName = flags.need('role');
  const envFile = flags.get('write-env');
  const store = envFile === undefined ? flags.need('store') : flags.get('store');
  const verify = flags.need('verify');
  const what = `the password of ${roleName} on ${place.branchId}`;
  if (!flags.has('yes')) return told(`Would replace ${what}, which ends the present one at once.`);
  const { operations } = await rotateRolePassword(neon, {
    ...place,
    roleName,
    ...{ databaseName: flags.get('database') },
    ...wait,
    async store(credentials) {
      if (envFile !== undefined && credentials.uris) await writeEnvFile(envFile, toEnv(credentials.uris));
      if (store !== undefined) await runShell(store, variablesOf(credentials));
    },
    verify: (credentials) => runShell(verify, variablesOf(credentials)),
  });
  const operationIds = operations.map(({ id }) => id);
  return { text: `Replaced ${what}.`, json: { rotated: true, ...place, roleName, operationIds } };
}

async function rotateKey(context: CommandContext): Promise<CommandResult> {
  const { neon, flags, wait } = context;
  const oldKeyId = Number(flags.need('old-id'));
  if (!Number.isSafeInteger(oldKeyId)) throw new NeonUsageError('--old-id must be a whole number.');
  const [name, store, verify] = [flags.need('name'), flags.need('store'), flags.need('verify')];
  if (!flags.has('yes')) return told(`Would make an API key named ${name} and revoke ${oldKeyId}.`);
  const made = await rotateApiKey(neon, {
    oldKeyId,
    name,
    ...{ orgId: flags.get('org'), signal: wait.signal },
    store: (key) => runShell(store, { NEON_API_KEY: key }),
    verify: (key) => runShell(verify, { NEON_API_KEY: key }),
  });
  const text = `API key ${made.id} (${made.name}) is in use, and ${oldKeyId} is revoked.`;
  return { text, json: { rotated: true, ...made, revokedId: oldKeyId } };
}

function told(text: string): CommandResult {
  return { text: `${text} Nothing was changed. Pass --yes to do it.`, json: { rotated: false } };
}

function variablesOf({ password, uris }: RoleCredentials): Readonly<Record<string, string>> {
  return { PGPASSWORD: password, ...(uris && { DATABASE_URL: uris.pooled, DATABASE_URL_UNPOOLED: uris.direct }) };
}
