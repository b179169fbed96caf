import type { Client } from 'pg';
import type { DatabaseSpec, RoleSpec, TableShape } from '../../data-plane/index.ts';
import { changeDatabase, createDatabase, dropDatabase, listDatabases } from './databases.ts';
import { type Contents, readContents, readCurrentLsn } from './read-contents.ts';
import { readSchema } from './read-schema.ts';
import { readTables } from './read-tables.ts';
import { removeRows } from './remove-rows.ts';
import { applyRole, disownRole, dropRole, lockOutRole, readVerifier } from './roles.ts';
import { type AdminLogin, withAdmin } from './with-admin.ts';

const HOME = 'postgres';

/** Writes the structure of a database down with a program; undefined when there is none for this major version. */
export type SchemaDump = (login: AdminLogin, majorVersion: number) => Promise<string | undefined>;

/** What the control plane may have done inside a running branch. */
export interface BranchAdmin {
  applyRole(role: RoleSpec): Promise<void>;
  dropRole(roleName: string): Promise<void>;
  /** What Postgres keeps of a role's password; undefined without one. */
  readVerifier(roleName: string): Promise<string | undefined>;
  createDatabase(database: DatabaseSpec): Promise<void>;
  changeDatabase(databaseName: string, to: DatabaseSpec): Promise<void>;
  dropDatabase(databaseName: string): Promise<void>;
  /** How far the branch's log goes. */
  currentLsn(): Promise<string>;
  /** Takes every row out of every database. */
  removeRows(): Promise<void>;
  /** The structure of a database as SQL: as `dump` writes it, or else as the catalogues have it. */
  readSchema(databaseName: string, dump?: SchemaDump): Promise<string>;
  readTables(databaseName: string): Promise<TableShape[]>;
  /** The roles and databases of users, also those that SQL made. */
  readContents(): Promise<Contents>;
  /** Roles, then databases, in one session. */
  fill(roles: readonly RoleSpec[], databases: readonly DatabaseSpec[]): Promise<void>;
}

export function createBranchAdmin(login: Omit<AdminLogin, 'database'>): BranchAdmin {
  const inDatabase = <Value>(database: string, work: (session: Client) => Promise<Value>): Promise<Value> =>
    withAdmin({ ...login, database }, work);
  return {
    applyRole: (role) => inDatabase(HOME, (session) => applyRole(session, role)),
    async dropRole(roleName) {
      await inDatabase(HOME, (session) => lockOutRole(session, roleName));
      // REASSIGN OWNED and DROP OWNED see the session's database alone.
      for (const database of await inDatabase(HOME, listDatabases)) {
        await inDatabase(database, (session) => disownRole(session, roleName));
      }
      await inDatabase(HOME, (session) => dropRole(session, roleName));
    },
    readVerifier: (roleName) => inDatabase(HOME, (session) => readVerifier(session, roleName)),
    createDatabase: (database) => inDatabase(HOME, (session) => createDatabase(session, database)),
    changeDatabase: (name, to) => inDatabase(HOME, (session) => changeDatabase(session, name, to)),
    dropDatabase: (name) => inDatabase(HOME, (session) => dropDatabase(session, name)),
    currentLsn: () => inDatabase(HOME, readCurrentLsn),
    async removeRows() {
      for (const database of await inDatabase(HOME, listDatabases)) await inDatabase(database, removeRows);
      // Writes the emptied files down, and lets go of the old ones.
      await inDatabase(HOME, (session) => session.query('CHECKPOINT'));
    },
    readSchema: (database, dump) =>
      inDatabase(database, async (session) => {
        const dumped = await dump?.({ ...login, database }, await readMajorVersion(session));
        return dumped ?? readSchema(session);
      }),
    readTables: (database) => inDatabase(database, readTables),
    readContents: () => inDatabase(HOME, readContents),
    fill: (roles, databases) =>
      inDatabase(HOME, async (session) => {
        for (const role of roles) await applyRole(session, role);
        for (const database of databases) await createDatabase(session, database);
      }),
  };
}

async function readMajorVersion(session: Client): Promise<number> {
  const found = await session.query<{ major: number }>(
    "SELECT current_setting('server_version_num')::int / 10000 AS major",
  );
  return found.rows[0]?.major ?? 0;
}
