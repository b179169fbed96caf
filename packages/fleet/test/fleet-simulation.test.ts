import { NEON_LIMITS } from '@neon-api/client';
import { beforeEach, expect, test } from 'vitest';
import { type SimulationFigures, simulateFleet } from './support/simulate-fleet.ts';
import { useDatabase } from './use-database.ts';

const soak = process.env.NEON_FLEET_TEST_SIMULATION;
const sizes = (soak ?? '200').split(',').map(Number);
const WORKERS = 20;
// More would only wait for permits: the limit allows 2.8 units per second.
const CONCURRENCY = 2;
const MINUTES = 60_000;

const database = useDatabase();
beforeEach(() => database().pool.query('drop schema if exists neon_fleet, neon_fleet_queue cascade'));

const seen: Record<string, number>[] = [];

test.each(sizes)(
  '%i units over 20 workers end once each, within the limits of Neon',
  async (units) => {
    const figures = await simulateFleet(database().pool, { units, workers: WORKERS, concurrency: CONCURRENCY });
    seen.push(rowOf(figures));
    if (soak !== undefined) console.table(seen);
    expect(figures.states).toMatchObject({ waiting: 0, running: 0, done: units, failed: 0 });
    expect(figures.requests).toBe(4 * units);
    expect([figures.ended.unitRows, figures.ended.queueRows]).toEqual([units, units]);
    expect(figures.mostInAMinute).toBeLessThanOrEqual(NEON_LIMITS.account.requests);
    expect(figures.mostInASecondOnARoute).toBeLessThanOrEqual(NEON_LIMITS.route.requests);
    // The last units cannot use the limit: each waits for its own requests.
    if (units >= 1_000) expect(figures.limitUsed).toBeGreaterThanOrEqual(0.94);
  },
  120 * MINUTES,
);

/** The figures of a run, by the names of the table in decision 70. */
function rowOf({ units, virtualMs, limitUsed, queued, ended, unitMs, statusMs }: SimulationFigures) {
  const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));
  return {
    units,
    hours: rounded(virtualMs / 3_600_000, 2),
    'limit used, %': rounded(limitUsed * 100),
    'rows, queued': queued.unitRows + queued.queueRows,
    'MB, queued': rounded(queued.bytes / 1e6),
    'MB, ended': rounded(ended.bytes / 1e6),
    'Postgres per unit, ms': rounded(unitMs),
    'status, ms': rounded(statusMs),
  };
}
