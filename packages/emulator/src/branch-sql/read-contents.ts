import type { BranchReading, DatabaseSpec, RoleState } from '../data-plane/index.ts';
import type { SqlClient } from './sql-client.ts';

/** The contents of a branch, from the system catalogs, and the end of its log. */
export interface Contents extends Omit<BranchReading, 'log' | 'roles'> {
  readonly roles: readonly KeptRole[];
  readonly lsn: string;
}

/** A role with its password verifier. */
export interface KeptRole extends RoleState {
  readonly verifier: string | null;
}

export async function readContents(session: SqlClient): Promise<Contents> {
  return {
    roles: await listRoles(session),
    databases: await listUserDatabases(session),
    sizeBytes: await measureSize(session),
    lsn: await readCurrentLsn(session),
  };
}

export async function readCurrentLsn(session: SqlClient): Promise<string> {
  const found = await session.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
  return found.rows[0]?.lsn ?? '';
}

async function listRoles(session: SqlClient): Promise<KeptRole[]> {
  const { rows } = await session.query<KeptRole>(
    `SELECT rolname AS name, rolcanlogin AS "canLogIn", rolpassword AS verifier FROM pg_authid
     WHERE rolname NOT LIKE 'pg\\_%' AND rolname NOT IN ('cloud_admin', 'neon_superuser') ORDER BY oid`,
  );
  return rows;
}

async function listUserDatabases(session: SqlClient): Promise<DatabaseSpec[]> {
  const { rows } = await session.query<DatabaseSpec>(
    `SELECT datname AS name, pg_get_userbyid(datdba) AS owner FROM pg_database
     WHERE NOT datistemplate AND datname <> 'postgres' ORDER BY oid`,
  );
  return rows;
}

async function measureSize(session: SqlClient): Promise<number> {
  const { rows } = await session.query<{ bytes: string }>(
    `SELECT coalesce(sum(pg_database_size(oid)), 0)::text AS bytes FROM pg_database
     WHERE NOT datistemplate AND datname <> 'postgres'`,
  );
  return Number(rows[0]?.bytes);
}
