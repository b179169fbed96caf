import { connectionUris, toEnv } from '../../connections/index.ts';
import { callOptions } from '../../options/index.ts';
import type { Command } from '../command.ts';
import { findPlace } from '../find-place.ts';
import { writeEnvFile } from '../write-env-file.ts';

export const uris: Command = {
  usage: ['uris'],
  summary: 'print the direct and the pooled URI of a database, including the password',
  values: {
    branch: 'name or id; default: the linked or the default branch',
    database: 'name; default: the only one',
    role: 'default: the owner of the database',
    'write-env': 'write the URIs to this file, with mode 0600, and do not print them',
  },
  switches: {},
  async run(context) {
    const { neon, flags, wait } = context;
    const place = await findPlace(context);
    const names = { databaseName: flags.get('database'), roleName: flags.get('role') };
    const found = await connectionUris(neon, { ...place, ...names, ...callOptions(wait) });
    const envFile = flags.get('write-env');
    if (envFile === undefined) return { text: toEnv(found).trimEnd(), json: { ...place, ...found } };
    await writeEnvFile(envFile, toEnv(found));
    return { text: `Wrote DATABASE_URL and DATABASE_URL_UNPOOLED to ${envFile}.`, json: { ...place, envFile } };
  },
};
