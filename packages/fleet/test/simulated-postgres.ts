import type { Clock } from '@neon-api/client';
import type { Query } from '../src/index.ts';

/** A row of `neon_fleet.rate_limits`. */
export interface LimitRow {
  readonly next_ms: number;
  readonly now_ms: number;
  readonly paused_until_ms: number;
}

/** The values that the limiter passes to its statement. */
export type TakeValues = readonly [
  account: string,
  count: number,
  intervalMs: number,
  burstMs: number,
  pauseMs: number | null,
];

/** What the statement of the limiter does to a row at a moment of Postgres' clock. A test compares it with Postgres. */
export function takeFromRow(
  row: LimitRow | undefined,
  [, count, intervalMs, burstMs, pauseMs]: TakeValues,
  now_ms: number,
): LimitRow & { readonly first_ms: number } {
  const paused_until_ms = Math.max(row?.paused_until_ms ?? 0, pauseMs === null ? 0 : now_ms + pauseMs);
  const first_ms = Math.max(row?.next_ms ?? 0, paused_until_ms, now_ms - burstMs);
  return { next_ms: first_ms + count * intervalMs, now_ms, paused_until_ms, first_ms };
}

export interface SimulatedPostgres {
  /** The query function of one worker. `delayMs` is called for the way there and for the way back. */
  queryOf(delayMs: () => number, fails?: () => boolean): Query;
  readonly roundTrips: { count: number };
}

/** Simulates the statement of the limiter with Postgres' own clock, which is `offsetMs` ahead. */
export function createSimulatedPostgres(clock: Clock, offsetMs = 0): SimulatedPostgres {
  let row: LimitRow | undefined;
  const roundTrips = { count: 0 };
  return {
    roundTrips,
    queryOf:
      (delayMs, fails = () => false) =>
      async (_sql, values = []) => {
        roundTrips.count += 1;
        await clock.sleep(delayMs());
        if (fails()) throw new Error('connection terminated');
        const taken = takeFromRow(row, values as unknown as TakeValues, clock.now() + offsetMs);
        row = taken;
        await clock.sleep(delayMs());
        if (fails()) throw new Error('connection terminated');
        return { rows: [{ ...taken }] };
      },
  };
}
