import type { Client } from 'pg';
import {
  adoptPasswords,
  applyRole,
  type Contents,
  changeDatabase,
  createDatabase,
  createFirstDatabases,
  disownRole,
  dropDatabase,
  dropRole,
  type KeptRole,
  listDatabases,
  lockOutRole,
  readContents,
  readCurrentLsn,
  readLogin,
  readSchema,
  readTables,
  removeRows,
  type StoredLogin,
  whileOpen,
} from '../../branch-sql/index.ts';
import type { DatabaseSpec, RoleSpec, TableShape } from '../../data-plane/index.ts';
import type { PrivilegedWork } from './privileged-work.ts';
import { dropSubscription, listSubscriptions } from './subscriptions.ts';
import { type AdminLogin, withAdmin } from './with-admin.ts';

/** Dumps the schema of a database with pg_dump; undefined if no pg_dump can read this major version. */
export type SchemaDump = (login: AdminLogin, databaseName: string) => Promise<string | undefined>;

/** The superuser actions of the control plane in a running branch. */
export interface BranchAdmin {
  applyRole(role: RoleSpec): Promise<void>;
  /** Gives these passwords to the roles that exist. */
  adoptPasswords(roles: readonly KeptRole[]): Promise<void>;
  dropRole(roleName: string): Promise<void>;
  /** Returns the role's id and password verifier; undefined if it cannot log in. */
  readLogin(roleName: string): Promise<StoredLogin | undefined>;
  createDatabase(database: DatabaseSpec): Promise<void>;
  changeDatabase(databaseName: string, to: DatabaseSpec): Promise<void>;
  dropDatabase(databaseName: string): Promise<void>;
  /** Drops every subscription, and leaves the slots at the publishers. */
  dropSubscriptions(): Promise<void>;
  /** Returns the current end of the branch's log. */
  currentLsn(): Promise<string>;
  /** Removes every row from every database. */
  removeRows(): Promise<void>;
  /** Returns the schema of a database as SQL, from `dump` or else from the system catalogs. */
  readSchema(databaseName: string, dump?: SchemaDump): Promise<string>;
  readTables(databaseName: string): Promise<TableShape[]>;
  /** Returns the roles and databases of users, including those created with SQL. */
  readContents(): Promise<Contents>;
  /** Creates the roles, then the databases, of a root branch; returns the end of its log. */
  fill(roles: readonly RoleSpec[], databases: readonly DatabaseSpec[]): Promise<string>;
}

export function createBranchAdmin(login: AdminLogin): BranchAdmin {
  const atHome = <Value>(work: PrivilegedWork, run: (session: Client) => Promise<Value>): Promise<Value> =>
    withAdmin(login, { work }, run);
  const inDatabase = <Value>(
    database: string,
    work: PrivilegedWork,
    run: (session: Client) => Promise<Value>,
  ): Promise<Value> => withAdmin(login, { database, work }, run);

  /** Runs in the databases of tenants and in the superuser's own. Opens those that forbid connections for the time. */
  async function inEveryDatabase(work: PrivilegedWork, run: (session: Client) => Promise<void>): Promise<void> {
    for (const { name, isOpen } of await atHome('list databases', listDatabases)) {
      const visit = (): Promise<void> => inDatabase(name, work, run);
      if (isOpen) await visit();
      else await atHome('open database', (session) => whileOpen(session, name, visit));
    }
  }

  return {
    applyRole: (role) => atHome('apply role', (session) => applyRole(session, role)),
    adoptPasswords: (roles) => atHome('apply role', (session) => adoptPasswords(session, roles)),
    async dropRole(roleName) {
      await atHome('lock out role', (session) => lockOutRole(session, roleName));
      // REASSIGN OWNED and DROP OWNED affect only the session's database.
      await inEveryDatabase('disown role', (session) => disownRole(session, roleName));
      await atHome('drop role', (session) => dropRole(session, roleName));
    },
    readLogin: (roleName) => atHome('read verifier', (session) => readLogin(session, roleName)),
    createDatabase: (database) => atHome('create database', (session) => createDatabase(session, database)),
    changeDatabase: (name, to) => atHome('change database', (session) => changeDatabase(session, name, to)),
    dropDatabase: (name) => atHome('drop database', (session) => dropDatabase(session, name)),
    async dropSubscriptions() {
      for (const { name, database } of await atHome('list subscriptions', listSubscriptions)) {
        const drop = (): Promise<void> =>
          inDatabase(database, 'drop subscription', (session) => dropSubscription(session, name));
        const databases = await atHome('list databases', listDatabases);
        if (databases.find((listed) => listed.name === database)?.isOpen) await drop();
        else await atHome('open database', (session) => whileOpen(session, database, drop));
      }
    },
    currentLsn: () => atHome('read position', readCurrentLsn),
    async removeRows() {
      await inEveryDatabase('remove rows', removeRows);
      await atHome('write checkpoint', async (session) => {
        // Later records go into a log segment without the rows.
        await session.query('SELECT pg_switch_wal()');
        // Writes the emptied files to disk, and removes the old ones.
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
        await createFirstDatabases(session, databases);
        return readCurrentLsn(session);
      }),
  };
}
