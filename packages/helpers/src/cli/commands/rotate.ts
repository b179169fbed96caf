import { NeonUsageError } from '@neon-api/client';
import type { CommandResult } from '@neon-api/ground/cli';
import { toEnv } from '../../connections/index.ts';
import { type RoleCredentials, rotateApiKey, rotateRolePassword } from '../../rotation/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { findPlace } from '../find-place.ts';
import { runShell } from '../run-shell.ts';
import { writeEnvFile } from '../write-env-file.ts';

export const rotate: Command = {
  usage: [
    'rotate password --role app --store \'vault put …\' --verify \'psql "$DATABASE_URL" -c "select 1"\' --yes',
    "rotate key --old-id 42 --name deploy --store 'vault put …' --verify 'deploy --check' --yes",
  ],
  summary: 'replace a password or an API key, store the new one and verify it',
  values: {
    branch: 'password: name or id; default: the linked or the default branch',
    role: 'password: name of the role',
    database: 'password: database for the URIs; default: the only one',
    'write-env': 'password: write DATABASE_URL and DATABASE_URL_UNPOOLED to this file, with mode 0600',
    'old-id': 'key: id of the key to replace',
    name: 'key: name of the new key',
    org: 'key: organization that owns the key; default: a personal key',
    store:
      'shell command that stores the secret; its environment has NEON_API_KEY, or DATABASE_URL, DATABASE_URL_UNPOOLED and PGPASSWORD',
    verify: 'shell command that succeeds if the stored secret works; same environment as --store',
  },
  switches: {},
  actions: ['password', 'key'],
  takesWords: true,
  destroys: () => true,
  async run(context) {
    const [what, ...others] = context.words;
    if (others.length === 0 && what === 'password') return rotatePassword(context);
    if (others.length === 0 && what === 'key') return rotateKey(context);
    throw new NeonUsageError('rotate: expected password or key.');
  },
};

async function rotatePassword(context: CommandContext): Promise<CommandResult> {
  const { flags, wait } = context;
  const roleName = flags.need('role');
  const envFile = flags.get('write-env');
  const store = envFile === undefined ? flags.need('store') : flags.get('store');
  const verify = flags.need('verify');
  const place = await findPlace(context);
  const what = `the password of ${roleName} on ${place.branchId}`;
  if (!flags.has('yes')) return dryRun(`Would replace ${what}. The current one stops working at once.`);
  const { operations } = await rotateRolePassword(context.neon, {
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
  const { flags, wait } = context;
  flags.need('old-id');
  const oldKeyId = flags.whole('old-id') ?? 0;
  const [name, store, verify] = [flags.need('name'), flags.need('store'), flags.need('verify')];
  if (!flags.has('yes')) return dryRun(`Would create an API key named ${name} and revoke ${oldKeyId}.`);
  const made = await rotateApiKey(context.neon, {
    oldKeyId,
    name,
    ...{ orgId: flags.get('org'), signal: wait.signal },
    store: (key) => runShell(store, { NEON_API_KEY: key }),
    verify: (key) => runShell(verify, { NEON_API_KEY: key }),
  });
  const text = `API key ${made.id} (${made.name}) is in use, and ${oldKeyId} is revoked.`;
  return { text, json: { rotated: true, ...made, revokedId: oldKeyId } };
}

function dryRun(text: string): CommandResult {
  return { text: `${text} Nothing was changed. Pass --yes to rotate.`, json: { rotated: false } };
}

function variablesOf({ password, uris }: RoleCredentials): Readonly<Record<string, string>> {
  return { PGPASSWORD: password, ...(uris && { DATABASE_URL: uris.pooled, DATABASE_URL_UNPOOLED: uris.direct }) };
}
