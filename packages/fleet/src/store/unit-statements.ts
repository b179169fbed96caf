import type { Clock } from '@neon-api/client';
import type { Pool } from 'pg';
import { retryOutage } from './outage.ts';

/** The condition that selects the units of a job. */
export const ITS_JOB = 'fleet = $1 and job = $2';

/** Statements on the units of one job. `$1` is its fleet, `$2` the job, and `$3` the first of the values. */
export interface UnitStatements {
  run<Row extends object>(
    sql: string,
    ...values: unknown[]
  ): Promise<{ readonly rows: readonly Row[]; readonly count: number }>;
  /** Changes the units that meet a condition. Returns how many. */
  update(set: string, where: string, ...values: unknown[]): Promise<number>;
}

/** Repeats each statement while Postgres is away, so each must be safe to repeat. */
export function createStatements(pool: Pool, fleet: string, job: string, clock: Clock): UnitStatements {
  const run: UnitStatements['run'] = <Row extends object>(sql: string, ...values: unknown[]) =>
    retryOutage(clock, async () => {
      const { rows, rowCount } = await pool.query<Row>(sql, [fleet, job, ...values]);
      return { rows, count: rowCount ?? 0 };
    });
  return {
    run,
    update: async (set, where, ...values) =>
      (await run(`update neon_fleet.units set ${set} where ${ITS_JOB} and ${where}`, ...values)).count,
  };
}
