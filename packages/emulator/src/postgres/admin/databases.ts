import { type Client, escapeIdentifier } from 'pg';
import type { DatabaseSpec } from '../../data-plane/index.ts';

export async function listDatabases(session: Client): Promise<string[]> {
  const found = await session.query<{ datname: string }>('SELECT datname FROM pg_database WHERE datallowconn');
  return found.rows.map(({ datname }) => datname);
}

export async function createDatabase(session: Client, { name, owner }: DatabaseSpec): Promise<void> {
  await session.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)}`);
}

export async function dropDatabase(session: Client, name: string): Promise<void> {
  await session.query(`DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
}

/** Renames and/or changes the owner. A rename ends the sessions in the database: Postgres allows none. */
export async function changeDatabase(session: Client, name: string, to: DatabaseSpec): Promise<void> {
  await session.query(`ALTER DATABASE ${escapeIdentifier(name)} OWNER TO ${escapeIdentifier(to.owner)}`);
  if (name !== to.name) await renameDatabase(session, name, to.name);
}

async function renameDatabase(session: Client, from: string, to: string): Promise<void> {
  await setAllowConnections(session, from, false);
  let current = from;
  try {
    await session.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [from]);
    await session.query(`ALTER DATABASE ${escapeIdentifier(from)} RENAME TO ${escapeIdentifier(to)}`);
    current = to;
  } finally {
    await setAllowConnections(session, current, true);
  }
}

async function setAllowConnections(session: Client, name: string, allowed: boolean): Promise<void> {
  await session.query(`ALTER DATABASE ${escapeIdentifier(name)} ALLOW_CONNECTIONS ${allowed}`);
}
