import type { RoleSpec } from '../data-plane/index.ts';
import type { KeptRole } from './read-contents.ts';
import { quoteName, quoteText, type SqlClient } from './sql-client.ts';

const GROUP = 'neon_superuser';
const ATTRIBUTES = 'CREATEDB CREATEROLE REPLICATION BYPASSRLS';

/** Returns the statements that create the group of every role. */
export function groupSql(majorVersion: number): string[] {
  const createGroup = `CREATE ROLE ${GROUP} NOLOGIN ${ATTRIBUTES} IN ROLE pg_read_all_data, pg_write_all_data;`;
  const grantMonitoring = `GRANT pg_monitor TO ${GROUP} WITH ADMIN OPTION;`;
  return majorVersion >= 16
    ? [createGroup, grantMonitoring, `GRANT pg_create_subscription TO ${GROUP};`]
    : [createGroup, grantMonitoring];
}

/** Creates the role, or sets the password of an existing one; without a password it cannot log in. */
export async function applyRole(session: SqlClient, { name, password }: RoleSpec): Promise<void> {
  const { rows } = await session.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const login = password === undefined ? 'NOLOGIN' : `LOGIN PASSWORD ${quoteText(password)}`;
  const role = `${quoteName(name)} ${login}`;
  await session.query(rows.length === 0 ? `CREATE ROLE ${role} ${ATTRIBUTES} IN ROLE ${GROUP}` : `ALTER ROLE ${role}`);
}

/** Gives the roles that exist these passwords, or removes their login. */
export async function adoptPasswords(session: SqlClient, roles: readonly KeptRole[]): Promise<void> {
  const { rows } = await session.query<{ name: string }>('SELECT rolname AS name FROM pg_roles');
  const existing = new Set(rows.map(({ name }) => name));
  for (const { name, canLogIn, verifier } of roles.filter((role) => existing.has(role.name))) {
    const login = canLogIn ? 'LOGIN' : 'NOLOGIN';
    const password = verifier === null ? 'NULL' : quoteText(verifier);
    await session.query(`ALTER ROLE ${quoteName(name)} ${login} PASSWORD ${password}`);
  }
}

/** Gives a role's objects in the session's database to the database's owner, and revokes its privileges there. */
export async function disownRole(session: SqlClient, roleName: string): Promise<void> {
  const owner = await session.query<{ name: string }>(
    'SELECT pg_get_userbyid(datdba) AS name FROM pg_database WHERE datname = current_database()',
  );
  const role = quoteName(roleName);
  await session.query(`REASSIGN OWNED BY ${role} TO ${quoteName(owner.rows[0]?.name ?? '')}`);
  await session.query(`DROP OWNED BY ${role}`);
}

/** Ends a role's sessions and logins. Call it before `disownRole`, because a running session could create objects. */
export async function lockOutRole(session: SqlClient, roleName: string): Promise<void> {
  await session.query(`ALTER ROLE ${quoteName(roleName)} NOLOGIN`);
  await session.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = $1', [roleName]);
}

export async function dropRole(session: SqlClient, roleName: string): Promise<void> {
  await session.query(`DROP ROLE ${quoteName(roleName)}`);
}

/** What Postgres stores for the logins of a role. */
export interface StoredLogin {
  /** Another role can take the name later, but not this id. */
  readonly roleId: string;
  readonly verifier: string;
}

export async function readLogin(session: SqlClient, roleName: string): Promise<StoredLogin | undefined> {
  const { rows } = await session.query<StoredLogin>(
    `SELECT oid::text AS "roleId", rolpassword AS verifier FROM pg_authid
     WHERE rolname = $1 AND rolcanlogin AND rolpassword IS NOT NULL
       AND (rolvaliduntil IS NULL OR rolvaliduntil > now())`,
    [roleName],
  );
  return rows[0];
}
