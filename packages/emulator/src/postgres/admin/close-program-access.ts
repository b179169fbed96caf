import type { Client } from 'pg';

/** Since this version, a role can grant only roles that it has the admin option for. */
const FIRST_VERSION_WITH_ADMIN_OPTION = 16;

/** Members of these roles can read and write files and run programs as the user who runs Postgres. */
const ROLES_WITH_SYSTEM_ACCESS = "'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'";

/** Returns whether a role with CREATEROLE can grant itself access to the system in this version. */
export function hasProgramAccess(majorVersion: number): boolean {
  return majorVersion < FIRST_VERSION_WITH_ADMIN_OPTION;
}

/**
 * Removes the predefined roles with access to the system, and their memberships. Before Postgres 16, every role with
 * CREATEROLE, which includes all roles of Neon's API, can grant them to itself. They cannot be created again: their
 * names are reserved, and Postgres checks for them by id.
 */
export async function closeProgramAccess(session: Client): Promise<void> {
  await session.query('SET allow_system_table_mods = on');
  await session.query(
    `WITH closed AS (DELETE FROM pg_authid WHERE rolname IN (${ROLES_WITH_SYSTEM_ACCESS}) RETURNING oid)
     DELETE FROM pg_auth_members WHERE roleid IN (SELECT oid FROM closed)`,
  );
}
