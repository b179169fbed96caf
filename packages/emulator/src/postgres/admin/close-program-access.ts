import type { Client } from 'pg';

/** From here on a role can only grant roles that it has the admin option of. */
const FIRST_VERSION_WITH_ADMIN_OPTION = 16;

/** Let their members read and write files and run programs as the user who runs Postgres. */
const ROLES_WITH_SYSTEM_ACCESS = "'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'";

/** Whether, in this version, a role with CREATEROLE could grant itself access to the system. */
export function hasProgramAccess(majorVersion: number): boolean {
  return majorVersion < FIRST_VERSION_WITH_ADMIN_OPTION;
}

/**
 * Removes the predefined roles with access to the system, and what was granted of them. Before Postgres 16 anyone with
 * CREATEROLE, as every role of Neon's API has, can grant them to itself. They cannot come back: their names are
 * reserved, and Postgres checks for them by their ids.
 */
export async function closeProgramAccess(session: Client): Promise<void> {
  await session.query('SET allow_system_table_mods = on');
  await session.query(
    `WITH closed AS (DELETE FROM pg_authid WHERE rolname IN (${ROLES_WITH_SYSTEM_ACCESS}) RETURNING oid)
     DELETE FROM pg_auth_members WHERE roleid IN (SELECT oid FROM closed)`,
  );
}
