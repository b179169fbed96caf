import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ADMIN_ROLE, type AdminLogin, applicationName, type SchemaDump, sessionOptions } from '../admin/index.ts';
import { serverEnvironment } from '../cluster/index.ts';
import { serverUser } from '../root-dir/index.ts';
import { choosePgDump, findPgDumps, type PgDump } from './find-pg-dump.ts';

const run = promisify(execFile);
const MAX_BYTES = 2 ** 28;

/** Dumps schemas with a pg_dump of this machine, if one can read the server. Looks for pg_dump only once. */
export function createSchemaDump(find: () => Promise<readonly PgDump[]> = findPgDumps): SchemaDump {
  let found: Promise<readonly PgDump[]> | undefined;
  return async (login, database) => {
    found ??= find();
    const chosen = choosePgDump(await found, login.majorVersion);
    return chosen && withoutKeys(await runPgDump(chosen.program, login, database));
  };
}

/** Passes the login in the environment: a command line would show the password, and could parse a name as settings. */
async function runPgDump(
  program: string,
  { address, password, majorVersion }: AdminLogin,
  database: string,
): Promise<string> {
  const login = {
    PGHOST: address.host,
    PGPORT: String(address.port),
    PGUSER: ADMIN_ROLE,
    PGPASSWORD: password,
    PGDATABASE: database,
    PGAPPNAME: applicationName('dump schema'),
    PGOPTIONS: sessionOptions(majorVersion),
    PGSSLMODE: 'disable',
  };
  const { stdout } = await run(program, ['--schema-only'], {
    cwd: '/',
    env: { ...serverEnvironment(), ...login },
    maxBuffer: MAX_BYTES,
    ...serverUser(),
  });
  return stdout;
}

/** Removes the random keys that newer versions add for psql, so that the same schema gives the same text. */
function withoutKeys(dump: string): string {
  return dump.replaceAll(/^\\(?:un)?restrict .*\n\n?/gm, '');
}
