import { NeonUsageError } from '@neon-api/client';
import type { Pool, PoolClient } from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { MIGRATIONS } from './migrations.ts';

/** The schema of pg-boss. Created here, because two instances of pg-boss that start at once fail to create it. */
export const QUEUE_SCHEMA = 'neon_fleet_queue';

// Any number, the same in every version: two processes must not create the tables at the same time.
const LOCK = 5_430_070;

const PREPARE = `
select pg_advisory_xact_lock(${LOCK});
create schema if not exists neon_fleet;
create schema if not exists ${QUEUE_SCHEMA};
create table if not exists neon_fleet.version (version integer not null)`;

/**
 * Creates the tables of the fleet, or updates those of an older version, in one transaction.
 *
 * @throws NeonUsageError if a newer version of this package has created them; changes nothing then
 */
export async function install(pool: Pool, migrations: readonly string[] = MIGRATIONS): Promise<void> {
  // The role of a worker may lack the right to create schemas, even those that exist.
  if ((await readVersion(pool)) === migrations.length) return;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await migrate(client, migrations);
    await client.query('commit');
    client.release();
  } catch (error) {
    // Closes the connection, which rolls the transaction back.
    client.release(true);
    throw error;
  }
}

async function migrate(client: PoolClient, migrations: readonly string[]): Promise<void> {
  await client.query(PREPARE);
  const found = await readVersion(client);
  assertNotNewer('neon_fleet', found, migrations.length);
  if (found === migrations.length) return;
  for (const migration of migrations.slice(found)) await client.query(migration);
  await client.query(setVersion(migrations.length));
}

/** Returns the version of the tables; 0 if there are none. */
async function readVersion(client: Pick<Pool, 'query'>): Promise<number> {
  const { rows: tables } = await client.query(`select to_regclass('neon_fleet.version') is not null as exists`);
  if (!tables[0]?.exists) return 0;
  const { rows } = await client.query<{ version: number }>('select version from neon_fleet.version');
  return rows[0]?.version ?? 0;
}

function setVersion(version: number): string {
  return `delete from neon_fleet.version;\ninsert into neon_fleet.version values (${version});\n`;
}

/** Returns the SQL that creates all tables of a fleet and its queue in an empty database. */
export function installSql(): string {
  const tables = [`begin;${PREPARE};\n`, ...MIGRATIONS, setVersion(MIGRATIONS.length), 'commit;\n'].join('');
  return `${tables}\n${getConstructionPlans(QUEUE_SCHEMA).trim()}\n`;
}

/** Throws if a schema has been created by a newer version of this package. */
export function assertNotNewer(schema: string, found: number, supported: number): void {
  if (found <= supported) return;
  throw new NeonUsageError(
    `The schema ${schema} has version ${found}, but this @neon-api/fleet supports ${supported}. Update @neon-api/fleet.`,
  );
}
