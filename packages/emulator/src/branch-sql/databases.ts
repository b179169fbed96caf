import type { DatabaseSpec } from '../data-plane/index.ts';
import { quoteName, type SqlClient } from './sql-client.ts';

export interface ListedDatabase {
  readonly name: string;
  /** True if it allows connections; its owner can forbid them. */
  readonly isOpen: boolean;
}

/** Lists every database except `template0`, which cannot be changed. */
export async function listDatabases(session: SqlClient): Promise<ListedDatabase[]> {
  const found = await session.query<ListedDatabase>(
    `SELECT datname AS name, datallowconn AS "isOpen" FROM pg_database WHERE datname <> 'template0'`,
  );
  return found.rows;
}

/** Allows connections to a closed database while `work` runs. */
export async function whileOpen(session: SqlClient, name: string, work: () => Promise<void>): Promise<void> {
  await setAllowConnections(session, name, true);
  try {
    await work();
  } finally {
    await setAllowConnections(session, name, false);
  }
}

/** A database of the template that becomes the first one of a root branch, because creating one copies 300 files. */
const FIRST_DATABASE = 'neon_first';
const FIRST_VERSION_WITH_STRATEGIES = 15;

/** Returns the statement that adds this database to a template. */
export function firstDatabaseSql(majorVersion: number): string {
  // The default strategy writes the whole database to the log.
  const strategy = majorVersion >= FIRST_VERSION_WITH_STRATEGIES ? ' STRATEGY file_copy' : '';
  return `CREATE DATABASE ${FIRST_DATABASE}${strategy};`;
}

/** Creates the databases of a root branch. */
export async function createFirstDatabases(session: SqlClient, databases: readonly DatabaseSpec[]): Promise<void> {
  // The template of an older data directory has no such database.
  const isPrepared = (await listDatabases(session)).some(({ name }) => name === FIRST_DATABASE);
  const [first, ...others] = databases;
  if (isPrepared && first) await changeDatabase(session, FIRST_DATABASE, first);
  else if (isPrepared) await dropDatabase(session, FIRST_DATABASE);
  for (const database of isPrepared ? others : databases) await createDatabase(session, database);
}

export async function createDatabase(session: SqlClient, { name, owner }: DatabaseSpec): Promise<void> {
  await session.query(`CREATE DATABASE ${quoteName(name)} OWNER ${quoteName(owner)}`);
}

export async function dropDatabase(session: SqlClient, name: string): Promise<void> {
  await session.query(`DROP DATABASE ${quoteName(name)} WITH (FORCE)`);
}

/** Renames a database, changes its owner, or both. A rename ends all sessions in the database, as Postgres requires. */
export async function changeDatabase(session: SqlClient, name: string, to: DatabaseSpec): Promise<void> {
  await session.query(`ALTER DATABASE ${quoteName(name)} OWNER TO ${quoteName(to.owner)}`);
  if (name !== to.name) await renameDatabase(session, name, to.name);
  // Repairs an interrupted rename, which leaves the database closed.
  else await setAllowConnections(session, name, true);
}

async function renameDatabase(session: SqlClient, from: string, to: string): Promise<void> {
  await setAllowConnections(session, from, false);
  let current = from;
  try {
    await session.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [from]);
    await session.query(`ALTER DATABASE ${quoteName(from)} RENAME TO ${quoteName(to)}`);
    current = to;
  } finally {
    await setAllowConnections(session, current, true);
  }
}

async function setAllowConnections(session: SqlClient, name: string, allowed: boolean): Promise<void> {
  await session.query(`ALTER DATABASE ${quoteName(name)} ALLOW_CONNECTIONS ${allowed}`);
}
