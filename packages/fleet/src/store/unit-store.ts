import type { Clock } from '@neon-api/client';
import type { WorkUnit } from '@neon-api/helpers';
import type { Pool } from 'pg';
import { createUnitAttempts, type UnitAttempts } from './unit-attempts.ts';
import { createStatements, ITS_JOB } from './unit-statements.ts';

export type UnitState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A unit that has not ended. */
export interface OpenUnit {
  readonly key: string;
  /** Orders the units of a job. */
  readonly position: number;
  /** How often the unit has been revived. */
  readonly generation: number;
}

export interface StoredUnit {
  readonly key: string;
  readonly state: UnitState;
  readonly remembered: Readonly<Record<string, unknown>>;
  readonly error: string | null;
}

/** How many units of a job are in each state. Times are of the clock of Postgres. */
export interface UnitCounts {
  readonly counts: Readonly<Partial<Record<UnitState, number>>>;
  readonly endedInLastMinute: number;
  readonly elapsedMs: number;
}

/**
 * The units of one job, their states, and what their steps remember. The queue only has their keys. Each function waits
 * up to a minute while Postgres restarts.
 */
export interface UnitStore extends UnitAttempts {
  /** Adds the units that are missing. Returns the keys of those that are already done. */
  add(units: readonly WorkUnit[]): Promise<readonly string[]>;
  /** The next units that have not ended, in the order of their keys. Empty at the end. */
  listOpen(afterKey: string): Promise<readonly OpenUnit[]>;
  list(keys: readonly string[]): Promise<readonly StoredUnit[]>;
  count(): Promise<UnitCounts>;
  /** Lets failed and cancelled units run again. Returns how many. */
  revive(): Promise<number>;
  /** Cancels the units that wait. Returns how many. */
  cancel(): Promise<number>;
  /** Cancels the units that wait if at least this many units failed in their last counted attempt. */
  cancelIfFailing(failures: number): Promise<void>;
  /** Deletes the job with its units, unless one waits or runs. Returns how many. */
  remove(): Promise<number>;
}

/** How many units a statement lists. */
const PAGE_SIZE = 1_000;
const WAITS = `state = 'waiting'`;
const CANCEL = `state = 'cancelled', ended_at = now()`;

export function createUnitStore(pool: Pool, fleet: string, job: string, clock: Clock): UnitStore {
  const { run, update } = createStatements(pool, fleet, job, clock);
  return {
    ...createUnitAttempts({ run, update }),
    async add(units) {
      await run(
        `insert into neon_fleet.units (fleet, job, key, unit)
         select $1, $2, unit ->> 'key', unit from jsonb_array_elements($3::jsonb) with ordinality as listed (unit, place)
         order by place on conflict do nothing`,
        JSON.stringify(units),
      );
      const keys = units.map(({ key }) => key);
      const { rows } = await run<{ key: string }>(
        `select key from neon_fleet.units where ${ITS_JOB} and key = any($3) and state = 'done'`,
        keys,
      );
      return rows.map(({ key }) => key);
    },
    listOpen: async (afterKey) =>
      (
        await run<OpenUnit>(
          `select key, position::float8, generation from neon_fleet.units
           where ${ITS_JOB} and key > $3 and state in ('waiting', 'running') order by key limit ${PAGE_SIZE}`,
          afterKey,
        )
      ).rows,
    list: async (keys) =>
      (
        await run<StoredUnit>(
          `select key, state, remembered, error from neon_fleet.units where ${ITS_JOB} and key = any($3)`,
          keys,
        )
      ).rows,
    async count() {
      const { rows } = await run<Record<UnitState | 'recent' | 'elapsed', number>>(
        `select waiting, running, done, failed, cancelled,
           (extract(epoch from now() - created_at) * 1000)::float8 as elapsed,
           (select count(*) from neon_fleet.units
            where ${ITS_JOB} and ended_at > now() - interval '1 minute')::int as recent
         from neon_fleet.jobs where ${ITS_JOB}`,
      );
      const { recent = 0, elapsed = 0, ...counts } = rows[0] ?? {};
      return { counts, endedInLastMinute: recent, elapsedMs: Math.max(0, elapsed) };
    },
    revive: () =>
      update(
        `state = 'waiting', attempts = 0, interruptions = 0, generation = generation + 1, error = null, ended_at = null`,
        `state in ('failed', 'cancelled')`,
      ),
    cancel: () => update(CANCEL, WAITS),
    async cancelIfFailing(failures) {
      const failing = `select count(*) from neon_fleet.units where ${ITS_JOB} and attempts > 0 and error is not null`;
      await update(CANCEL, `${WAITS} and (${failing}) >= $3`, failures);
    },
    async remove() {
      const { count } = await run(
        `delete from neon_fleet.units where ${ITS_JOB}
           and not exists (select from neon_fleet.jobs where ${ITS_JOB} and waiting + running > 0)`,
      );
      await run(`delete from neon_fleet.jobs where ${ITS_JOB} and waiting + running + done + failed + cancelled = 0`);
      return count;
    },
  };
}
