import type { Client } from 'pg';
import type { DatabaseSpec, RoleState } from '../../data-plane/index.ts';

/** The roles of users, also those that SQL made. */
export async function listRoles(session: Client): Promise<RoleState[]> {
  const { rows } = await session.query<RoleState>(
    `SELECT rolname AS name, rolcanlogin AS "canLogIn" FROM pg_roles
     WHERE rolname NOT LIKE 'pg\\_%' AND rolname NOT IN ('cloud_admin', 'neon_superuser') ORDER BY oid`,
  );
  return rows;
}

/** The databases of users, also those that SQL made. */
export async function listUserDatabases(session: Client): Promise<DatabaseSpec[]> {
  const { rows } = await session.query<DatabaseSpec>(
    `SELECT datname AS name, pg_get_userbyid(datdba) AS owner FROM pg_database
     WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY oid`,
  );
  return rows;
}

/** Bytes of all databases of users. */
export async function measureSize(session: Client): Promise<number> {
  const { rows } = await session.query<{ bytes: string }>(
    `SELECT coalesce(sum(pg_database_size(oid)), 0)::text AS bytes FROM pg_database
     WHERE NOT datistemplate AND datname <> 'postgres'`,
  );
  return Number(rows[0]?.bytes);
}
