import type { Pace } from './pace.ts';
import type { Grant } from './permits.ts';

/** Runs one statement in Postgres, such as `(sql, values) => pool.query(sql, values)`. */
export type Query = (
  sql: string,
  values?: unknown[],
) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;

/** What a worker asks of Postgres. */
export interface Ask {
  readonly account: string;
  readonly count: number;
  readonly pace: Pace;
  /** How long Neon asked for a pause, in ms. */
  readonly pauseMs: number | undefined;
}

/** The limiter creates its table when it first needs it. */
export const LIMITS_TABLE = `
create schema if not exists neon_fleet;
create table if not exists neon_fleet.rate_limits (
  account text primary key,
  next_ms double precision not null,
  now_ms double precision not null,
  paused_until_ms double precision not null
)`;

const NOW_MS = 'extract(epoch from clock_timestamp())::float8 * 1000';

// The generic cell rate algorithm: next_ms is the time of the next permit. The clock is read after the row is locked,
// once, by the subquery of the update. greatest() ignores null.
const TAKE_PERMITS = `
insert into neon_fleet.rate_limits as r (account, next_ms, now_ms, paused_until_ms)
select $1, greatest(now_ms - $4::float8, now_ms + $5::float8) + $2::float8 * $3::float8, now_ms,
       coalesce(now_ms + $5::float8, 0)
from (select ${NOW_MS} as now_ms) as clock
on conflict (account) do update set (next_ms, now_ms, paused_until_ms) = (
  select greatest(r.next_ms, paused_ms, clock.now_ms - $4::float8) + $2::float8 * $3::float8, clock.now_ms, paused_ms
  from (select ${NOW_MS} as now_ms offset 0) as clock,
       lateral (select greatest(r.paused_until_ms, clock.now_ms + $5::float8) as paused_ms) as pause
)
returning now_ms, next_ms - $2::float8 * $3::float8 as first_ms, paused_until_ms`;

/** Takes `count` permits in one round trip, and records a pause. Creates the table if it is missing. */
export async function takePermits(query: Query, { account, count, pace, pauseMs }: Ask): Promise<Grant> {
  const burstMs = pace.burst * pace.intervalMs;
  const values = [account, count, pace.intervalMs, burstMs, pauseMs ?? null];
  const { rows } = await query(TAKE_PERMITS, values).catch(async (error: unknown) => {
    if (!isMissingTable(error)) throw error;
    await createTable(query);
    return query(TAKE_PERMITS, values);
  });
  const { now_ms, first_ms, paused_until_ms } = rows[0] ?? {};
  return { nowMs: Number(now_ms), firstMs: Number(first_ms), pausedUntilMs: Number(paused_until_ms) };
}

function isMissingTable(error: unknown): boolean {
  // 42P01: undefined_table, 3F000: invalid_schema_name.
  return ['42P01', '3F000'].includes(codeOf(error));
}

async function createTable(query: Query): Promise<void> {
  try {
    await query(LIMITS_TABLE);
  } catch (error) {
    // Two workers created it at the same time: unique_violation, duplicate_table, duplicate_schema.
    if (!['23505', '42P07', '42P06'].includes(codeOf(error))) throw error;
  }
}

function codeOf(error: unknown): string {
  return String(Object(error).code);
}
