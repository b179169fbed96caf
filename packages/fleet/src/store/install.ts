import { NeonUsageError } from '@neon-api/client';
import type { Pool } from 'pg';
import { getConstructionPlans } from 'pg-boss';

/** The schema of pg-boss. Created here, because two instances of pg-boss that start at once fail to create it. */
export const QUEUE_SCHEMA = 'neon_fleet_queue';

/** Increases with every change of the tables below. */
const VERSION = 1;
// Any number, the same in every version: two processes must not create the tables at the same time.
const LOCK = 5_430_070;

const INSTALL = `
select pg_advisory_xact_lock(${LOCK});
create schema if not exists neon_fleet;
create schema if not exists ${QUEUE_SCHEMA};
create table if not exists neon_fleet.version (version integer not null);
insert into neon_fleet.version select ${VERSION} where not exists (select from neon_fleet.version);
create table if not exists neon_fleet.units (
  fleet text not null,
  job text not null,
  key text not null,
  position bigint generated always as identity,
  unit jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  generation integer not null default 0,
  attempts integer not null default 0,
  remembered jsonb not null default '{}',
  error text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (fleet, job, key)
);
create index if not exists units_state on neon_fleet.units (fleet, job, state);
`;

/**
 * Creates the tables of the fleet in one transaction, if they are missing.
 *
 * @throws NeonUsageError if a newer version of this package has created them
 */
export async function install(pool: Pool): Promise<void> {
  await pool.query(INSTALL);
  const { rows } = await pool.query<{ version: number }>('select version from neon_fleet.version');
  const found = rows[0]?.version ?? VERSION;
  if (found > VERSION) {
    throw new NeonUsageError(
      `The schema neon_fleet has version ${found}, but this @neon-api/fleet supports ${VERSION}. Update @neon-api/fleet.`,
    );
  }
}

/** Returns the SQL that creates all tables of a fleet and its queue in an empty database. */
export function installSql(): string {
  return `begin;${INSTALL}commit;\n\n${getConstructionPlans(QUEUE_SCHEMA).trim()}\n`;
}
