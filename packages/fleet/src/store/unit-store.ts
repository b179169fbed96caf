import type { Clock } from '@neon-api/client';
import type { WorkUnit } from '@neon-api/helpers';
import type { Pool } from 'pg';
import { retryOutage } from './outage.ts';

export type UnitState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Names one attempt: the unit, and the worker that began it. */
export interface Attempt {
  readonly key: string;
  /** A UUID. After another worker has begun the unit again, the outcome of this attempt does not count. */
  readonly claim: string;
}

/** A unit that a worker has begun. */
export interface BegunUnit {
  readonly unit: WorkUnit;
  /** Counts this attempt, but none that ended with its worker. */
  readonly attempts: number;
  /** How many attempts ended with their worker. */
  readonly interruptions: number;
  readonly remembered: Readonly<Record<string, unknown>>;
  /** The redacted error of the attempt before. */
  readonly error: string | null;
}

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
export interface UnitStore {
  /** Adds the units that are missing. Returns the keys of those that are already done. */
  add(units: readonly WorkUnit[]): Promise<readonly string[]>;
  /** The next units that have not ended, in the order of their keys. Empty at the end. */
  listOpen(afterKey: string): Promise<readonly OpenUnit[]>;
  list(keys: readonly string[]): Promise<readonly StoredUnit[]>;
  count(): Promise<UnitCounts>;
  /** Begins an attempt. Returns undefined if the unit has ended, or was revived since it was queued. */
  begin(attempt: Attempt, generation: number): Promise<BegunUnit | undefined>;
  finish(attempt: Attempt): Promise<void>;
  fail(attempt: Attempt, error: string): Promise<void>;
  /** Ends an attempt without a result. If `isCounted` is false, the attempt does not count. */
  putBack(attempt: Attempt, error: string, isCounted: boolean): Promise<void>;
  remember(key: string, name: string, value: unknown): Promise<void>;
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
const ITS_JOB = 'fleet = $1 and job = $2';
const WAITS = `state = 'waiting'`;
const CANCEL = `state = 'cancelled', ended_at = now()`;
const ITS_CLAIM = `key = $3 and claim = $4 and state = 'running'`;

export function createUnitStore(pool: Pool, fleet: string, job: string, clock: Clock): UnitStore {
  const run = <Row extends object>(sql: string, ...values: unknown[]): Promise<{ rows: Row[]; count: number }> =>
    retryOutage(clock, async () => {
      const { rows, rowCount } = await pool.query<Row>(sql, [fleet, job, ...values]);
      return { rows, count: rowCount ?? 0 };
    });
  const update = async (set: string, where: string, ...values: unknown[]): Promise<number> =>
    (await run(`update neon_fleet.units set ${set} where ${ITS_JOB} and ${where}`, ...values)).count;

  return {
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
    begin: async ({ key, claim }, generation) =>
      (
        await run<BegunUnit>(
          `update neon_fleet.units set state = 'running', claim = $4,
             attempts = attempts + (state = 'waiting')::int,
             interruptions = interruptions + (state = 'running' and claim is distinct from $4)::int
           where ${ITS_JOB} and key = $3 and generation = $5 and state in ('waiting', 'running')
           returning unit, attempts, interruptions, remembered, error`,
          ...[key, claim, generation],
        )
      ).rows[0],
    async finish({ key }) {
      // Of any attempt: the effect is there.
      await update(`state = 'done', error = null, ended_at = now()`, `key = $3 and state <> 'done'`, key);
    },
    async fail({ key, claim }, error) {
      await update(`state = 'failed', error = $5, ended_at = now()`, ITS_CLAIM, key, claim, error);
    },
    async putBack({ key, claim }, error, isCounted) {
      const set = `state = 'waiting', error = $5, attempts = attempts - ${isCounted ? 0 : 1}`;
      await update(set, ITS_CLAIM, key, claim, error);
    },
    async remember(key, name, value) {
      const set = 'remembered = remembered || jsonb_build_object($4::text, $5::jsonb)';
      await update(set, 'key = $3', key, name, JSON.stringify(value));
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
