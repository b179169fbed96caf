import type { WorkUnit } from '@neon-api/helpers';
import type { Pool } from 'pg';

export type UnitState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** A unit that a worker has begun. */
export interface BegunUnit {
  readonly unit: WorkUnit;
  /** Counts this attempt. */
  readonly attempts: number;
  readonly remembered: Readonly<Record<string, unknown>>;
  /** The redacted error of the attempt before. */
  readonly error: string | null;
}

export interface StoredUnit {
  readonly key: string;
  readonly unit: WorkUnit;
  readonly state: UnitState;
  readonly generation: number;
  readonly remembered: Readonly<Record<string, unknown>>;
  readonly error: string | null;
}

/** How many units of a job are in each state. Times are of the clock of Postgres. */
export interface UnitCounts {
  readonly counts: Readonly<Partial<Record<UnitState, number>>>;
  readonly endedInLastMinute: number;
  readonly elapsedMs: number;
}

/** The units of one job, their states, and what their steps remember. The queue only has their keys. */
export interface UnitStore {
  add(units: readonly WorkUnit[]): Promise<void>;
  /** In the order in which they were added. */
  list(): Promise<readonly StoredUnit[]>;
  count(): Promise<UnitCounts>;
  /** Begins an attempt. Returns undefined if the unit has ended, or was revived since. */
  begin(key: string, generation: number): Promise<BegunUnit | undefined>;
  finish(key: string): Promise<void>;
  fail(key: string, error: string): Promise<void>;
  /** Ends an attempt without a result. If `isCounted` is false, the attempt does not count. */
  putBack(key: string, error: string, isCounted: boolean): Promise<void>;
  remember(key: string, name: string, value: unknown): Promise<void>;
  /** Lets failed and cancelled units run again. Returns how many. */
  revive(): Promise<number>;
  /** Cancels the units that wait. Returns how many. */
  cancel(): Promise<number>;
  /** Cancels the units that wait if at least this many units failed in their last counted attempt. */
  cancelIfFailing(failures: number): Promise<void>;
}

const ADDED_AT_ONCE = 1_000;
const ITS_JOB = 'fleet = $1 and job = $2';
const WAITS = `state = 'waiting'`;
const CANCEL = `state = 'cancelled', ended_at = now()`;

export function createUnitStore(pool: Pool, fleet: string, job: string): UnitStore {
  const run = async <Row extends object>(
    sql: string,
    ...values: unknown[]
  ): Promise<{ rows: Row[]; count: number }> => {
    const { rows, rowCount } = await pool.query<Row>(sql, [fleet, job, ...values]);
    return { rows, count: rowCount ?? 0 };
  };
  const update = (set: string, where: string, ...values: unknown[]) =>
    run<BegunUnit>(
      `update neon_fleet.units set ${set} where ${ITS_JOB} and ${where} returning unit, attempts, remembered, error`,
      ...values,
    );

  return {
    async add(units) {
      for (let from = 0; from < units.length; from += ADDED_AT_ONCE) {
        await run(
          `insert into neon_fleet.units (fleet, job, key, unit)
           select $1, $2, unit ->> 'key', unit from jsonb_array_elements($3::jsonb) as unit on conflict do nothing`,
          JSON.stringify(units.slice(from, from + ADDED_AT_ONCE)),
        );
      }
    },
    list: async () =>
      (
        await run<StoredUnit>(
          `select key, unit, state, generation, remembered, error from neon_fleet.units where ${ITS_JOB} order by position`,
        )
      ).rows,
    async count() {
      const { rows } = await run<{ state: UnitState; count: number; recent: number; elapsed: number }>(
        `select state, count(*)::int as count,
           (count(*) filter (where ended_at > now() - interval '1 minute'))::int as recent,
           (extract(epoch from now() - min(created_at)) * 1000)::float8 as elapsed
         from neon_fleet.units where ${ITS_JOB} group by state`,
      );
      return {
        counts: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
        endedInLastMinute: rows.reduce((sum, { recent }) => sum + recent, 0),
        elapsedMs: Math.max(0, ...rows.map(({ elapsed }) => elapsed)),
      };
    },
    async begin(key, generation) {
      const where = `key = $3 and generation = $4 and state in ('waiting', 'running')`;
      return (await update(`state = 'running', attempts = attempts + 1`, where, key, generation)).rows[0];
    },
    async finish(key) {
      await update(`state = 'done', error = null, ended_at = now()`, 'key = $3', key);
    },
    async fail(key, error) {
      await update(`state = 'failed', error = $4, ended_at = now()`, `key = $3 and state = 'running'`, key, error);
    },
    async putBack(key, error, isCounted) {
      const set = `state = 'waiting', error = $4, attempts = attempts - ${isCounted ? 0 : 1}`;
      await update(set, `key = $3 and state = 'running'`, key, error);
    },
    async remember(key, name, value) {
      const set = 'remembered = remembered || jsonb_build_object($4::text, $5::jsonb)';
      await update(set, 'key = $3', key, name, JSON.stringify(value));
    },
    revive: async () =>
      (
        await update(
          `state = 'waiting', attempts = 0, generation = generation + 1, error = null, ended_at = null`,
          `state in ('failed', 'cancelled')`,
        )
      ).count,
    cancel: async () => (await update(CANCEL, WAITS)).count,
    async cancelIfFailing(failures) {
      const failing = `select count(*) from neon_fleet.units where ${ITS_JOB} and attempts > 0 and error is not null`;
      await update(CANCEL, `${WAITS} and (${failing}) >= $3`, failures);
    },
  };
}
