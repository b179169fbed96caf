import type { Client } from 'pg';
import type { DatabaseSpec, RoleSpec, TableShape } from '../../data-plane/index.ts';
import { changeDatabase, createDatabase, dropDatabase, listDatabases, whileOpen } from './databases.ts';
import type { PrivilegedWork } from './privileged-work.ts';
import { type Contents, readContents, readCurrentLsn } from './read-contents.ts';
import { readSchema } from './read-schema.ts';
import { readTables } from './read-tables.ts';
import { removeRows } from './remove-rows.ts';
import { applyRole, disownRole, dropRole, lockOutRole, readVerifier } from './roles.ts';
import { type AdminLogin, withAdmin } from './with-admin.ts';

/** Writes the structure of a database down with a program; undefined when no program reads this major version. */
export type SchemaDump = (login: AdminLogin, databaseName: string) => Promise<string | undefined>;

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

export function createBranchAdmin(login: AdminLogin): BranchAdmin {
  const atHome = <Value>(work: PrivilegedWork, run: (session: Client) => Promise<Value>): Promise<Value> =>
    withAdmin(login, { work }, run);
  const inDatabase = <Value>(
    database: string,
    work: PrivilegedWork,
    run: (session: Client) => Promise<Value>,
  ): Promise<Value> => withAdmin(login, { database, work }, run);

  /** Databases of tenants and the superuser's own; those that take no connections are opened for it. */
  async function inEveryDatabase(work: PrivilegedWork, run: (session: Client) => Promise<void>): Promise<void> {
    for (const { name, isOpen } of await atHome('list databases', listDatabases)) {
      const visit = (): Promise<void> => inDatabase(name, work, run);
      if (isOpen) await visit();
      else await atHome('open database', (session) => whileOpen(session, name, visit));
    }
  }

  return {
    applyRole: (role) => atHome('apply role', (session) => applyRole(session, role)),
    async dropRole(roleName) {
      await atHome('lock out role', (session) => lockOutRole(session, roleName));
      // REASSIGN OWNED and DROP OWNED affect only the session's database.
      await inEveryDatabase('disown role', (session) => disownRole(session, roleName));
      await atHome('drop role', (session) => dropRole(session, roleName));
    },
    readVerifier: (roleName) => atHome('read verifier', (session) => readVerifier(session, roleName)),
    createDatabase: (database) => atHome('create database', (session) => createDatabase(session, database)),
    changeDatabase: (name, to) => atHome('change database', (session) => changeDatabase(session, name, to)),
    dropDatabase: (name) => atHome('drop database', (session) => dropDatabase(session, name)),
    currentLsn: () => atHome('read position', readCurrentLsn),
    async removeRows() {
      await inEveryDatabase('remove rows', removeRows);
      await atHome('write checkpoint', async (session) => {
        // What follows is in a segment of the log that has none of the rows.
        await session.query('SELECT pg_switch_wal()');
        // Writes the emptied files down, and lets go of the old ones.
        await session.query('CHECKPOINT');
      });
    },
    async readSchema(database, dump) {
      return (await dump?.(login, database)) ?? inDatabase(database, 'read schema', readSchema);
    },
    readTables: (database) => inDatabase(database, 'read tables', readTables),
    readContents: () => atHome('read contents', readContents),
    fill: (roles, databases) =>
      atHome('fill branch', async (session) => {
        for (const role of roles) await applyRole(session, role);
        for (const database of databases) await createDatabase(session, database);
      }),
  };
}
