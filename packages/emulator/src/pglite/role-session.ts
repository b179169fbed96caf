import { quoteName } from '../branch-sql/index.ts';
import type { PgliteInstance } from './pglite-instance.ts';
import { ADMIN_ROLE } from './template.ts';

export interface RoleSession {
  readonly user: string;
  /** Startup options, such as `-c work_mem=8MB`. */
  readonly options: string;
  readonly readOnly: boolean;
}

/** The settings of ALTER DATABASE and ALTER ROLE, the most specific last. */
const STORED_SETTINGS = `
  SELECT split_part(setting, '=', 1) AS name, substr(setting, strpos(setting, '=') + 1) AS value
  FROM pg_db_role_setting s CROSS JOIN unnest(setconfig) setting
  WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    AND setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = $1))
  ORDER BY setrole <> 0, setdatabase <> 0`;

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Turns the instance's only session into one of a role, with the settings that a login brings. */
export async function beginRoleSession(instance: PgliteInstance, session: RoleSession): Promise<void> {
  const { user, options, readOnly } = session;
  const { rows: stored } = await instance.query<Setting>(STORED_SETTINGS, [user]);
  const settings = [
    // PGlite starts with another value.
    { name: 'search_path', value: '"$user", public' },
    ...stored,
    ...readOptions(options),
    ...(readOnly ? [{ name: 'default_transaction_read_only', value: 'on' }] : []),
  ];
  await instance.exec('RESET ALL');
  // First, because the superuser may use settings that the role may not.
  await instance.exec(`SET SESSION AUTHORIZATION ${quoteName(user)}`);
  for (const { name, value } of settings) await instance.query('SELECT set_config($1, $2, false)', [name, value]);
}

/** Ends the transaction and everything else that belongs to the session. */
export async function endRoleSession(instance: PgliteInstance): Promise<void> {
  await instance.exec('ROLLBACK');
  // DISCARD ALL does not do this without a login.
  await instance.exec(`SET SESSION AUTHORIZATION ${ADMIN_ROLE}`);
  await instance.exec('DISCARD ALL');
}

/** Parses `-c name=value` and `--name=value`; a backslash escapes a space. */
function readOptions(options: string): Setting[] {
  const found = options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g);
  return [...found].map(([, name = '', value = '']) => ({
    name: name.replaceAll('-', '_'),
    value: value.replaceAll(/\\(.)/g, '$1'),
  }));
}
