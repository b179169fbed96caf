import { createNeonClient } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import { createVirtualClock } from '@neon-api/ground';
import { describe, expect, test } from 'vitest';
import { createPostgresRateLimiter, type Query } from '../src/index.ts';
import { createSimulatedPostgres, type LimitRow, type TakeValues, takeFromRow } from './simulated-postgres.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();

describe('in Postgres', () => {
  /** Collects what the limiter sends, and runs it in Postgres. */
  function spyOn(): { query: Query; sent: { sql: string; values: TakeValues }[] } {
    const { pool } = database();
    const sent: { sql: string; values: TakeValues }[] = [];
    return {
      sent,
      query: (sql, values) => {
        if (values !== undefined) sent.push({ sql, values: values as unknown as TakeValues });
        return pool.query(sql, values);
      },
    };
  }

  test('the table is created once, although ten limiters need it at the same time', async () => {
    const limiters = Array.from({ length: 10 }, () =>
      createPostgresRateLimiter((sql, values) => database().pool.query(sql, values), { account: 'created' }),
    );
    expect(await Promise.all(limiters.map((limiter) => limiter.reserve('a')))).toEqual(Array(10).fill(0));
    const { rows } = await database().pool.query('select account from neon_fleet.rate_limits');
    expect(rows).toEqual([{ account: 'created' }]);
  });

  test('the statement does to a row what the simulation does', async () => {
    const { query, sent } = spyOn();
    await createPostgresRateLimiter(query, { account: 'compared' }).reserve('a');
    const sql = sent[0]?.sql ?? '';
    const { pool } = database();
    const read = async (): Promise<LimitRow> =>
      (await pool.query("select * from neon_fleet.rate_limits where account = 'compared'")).rows[0];
    const asks = [
      [20, null],
      [3, null],
      [0, 5_000],
      [7, null],
      [0, 100],
      [5, null],
    ] as const;
    for (const [count, pauseMs] of asks) {
      const values: TakeValues = ['compared', count, 90, 900, pauseMs];
      const before = await read();
      const { rows } = await pool.query(sql, [...values]);
      const expected = takeFromRow(before, values, rows[0].now_ms);
      expect(rows[0]).toEqual({
        now_ms: expected.now_ms,
        first_ms: expect.closeTo(expected.first_ms, 2),
        paused_until_ms: expect.closeTo(expected.paused_until_ms, 2),
      });
      expect((await read()).next_ms).toBeCloseTo(expected.next_ms, 2);
    }
  });

  test('concurrent limiters take each permit once', async () => {
    const limiters = Array.from({ length: 4 }, () => {
      const { query, sent } = spyOn();
      const taken: { firstMs: number; count: number }[] = [];
      const limiter = createPostgresRateLimiter(
        async (sql, values) => {
          const answer = await query(sql, values);
          if (values) taken.push({ firstMs: Number(answer.rows[0]?.first_ms), count: Number(values[1]) });
          return answer;
        },
        { account: 'concurrent' },
      );
      return { limiter, taken, sent };
    });
    await Promise.all(limiters.flatMap(({ limiter }) => Array.from({ length: 6 }, () => limiter.reserve('a'))));
    const interval = limiters[0]?.sent[0]?.values[2] ?? 0;
    const grants = limiters.flatMap(({ taken }) => taken).sort((a, b) => a.firstMs - b.firstMs);
    for (const [index, { firstMs, count }] of grants.slice(0, -1).entries()) {
      expect(grants[index + 1]?.firstMs).toBeGreaterThanOrEqual(firstMs + count * interval - 0.01);
    }
  });

  test('a client sends its requests through the limiter', async () => {
    const { emulator, pool } = database();
    const { query, sent } = spyOn();
    const rateLimit = createPostgresRateLimiter(query, { account: 'client' });
    const { apiKey, apiUrl: baseUrl, orgId } = emulator;
    const neon = createNeonClient({ apiKey, baseUrl, orgId, rateLimit });
    expect((await listProjects(neon, {})).projects).toHaveLength(1);
    expect(sent).toHaveLength(1);
    const { rows } = await pool.query("select count(*)::int from neon_fleet.rate_limits where account = 'client'");
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe('a worker', () => {
  test('stops within two seconds after another one is refused with 429', async () => {
    const clock = createVirtualClock();
    const postgres = createSimulatedPostgres(clock);
    const limiters = [1, 2, 3].map(() =>
      createPostgresRateLimiter(
        postgres.queryOf(() => 5),
        { clock },
      ),
    );
    const startedAt = clock.now();
    const sentAt: number[] = [];
    const endMs = startedAt + 60_000;
    const work = limiters.flatMap((limiter) =>
      Array.from({ length: 10 }, async () => {
        while (clock.now() < endMs) {
          await limiter.reserve('a');
          sentAt.push(clock.now() - startedAt);
          await clock.sleep(50);
        }
      }),
    );
    await clock.advance(20_000);
    limiters[0]?.pause('a', 20_000);
    await clock.advanceUntil(Promise.all(work));
    expect(sentAt.filter((at) => at > 22_000 && at < 40_000)).toEqual([]);
    const per = (from: number, to: number): number => sentAt.filter((at) => at >= from && at < to).length;
    expect(per(10_000, 20_000)).toBeGreaterThan(105);
    expect(per(40_000, 50_000)).toBeGreaterThan(90);
  });

  test('does not send the permits that expired while it was busy', async () => {
    const clock = createVirtualClock();
    const postgres = createSimulatedPostgres(clock);
    let stallMs = 0;
    const busy = { ...clock, sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms + stallMs, signal) };
    const limiter = createPostgresRateLimiter(
      postgres.queryOf(() => 1),
      { clock: busy },
    );
    const sentAt: number[] = [];
    const work = Array.from({ length: 60 }, () =>
      (async () => {
        await limiter.reserve('a');
        sentAt.push(clock.monotonicNow());
      })(),
    );
    await clock.advance(500);
    stallMs = 4_000;
    await clock.advance(200);
    stallMs = 0;
    await clock.advanceUntil(Promise.all(work));
    const most = Math.max(...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 100).length));
    expect(most).toBeLessThanOrEqual(15);
  });

  test('fails its requests when Postgres has not answered for 30 seconds, and says why', async () => {
    const clock = createVirtualClock();
    const startedAt = clock.now();
    const query = async () => {
      throw new Error('the database system is shutting down');
    };
    const limiter = createPostgresRateLimiter(query, { clock });
    await expect(clock.advanceUntil(Promise.resolve(limiter.reserve('a')))).rejects.toThrow(
      'The shared rate limit cannot be read from Postgres: the database system is shutting down',
    );
    expect(clock.now() - startedAt).toBeGreaterThan(30_000);
    expect(clock.timers.size).toBe(0);
  });

  test('survives a restart of Postgres', async () => {
    const clock = createVirtualClock();
    const startedAt = clock.now();
    const postgres = createSimulatedPostgres(clock);
    const query = postgres.queryOf(
      () => 1,
      () => clock.now() < startedAt + 5_000,
    );
    const limiter = createPostgresRateLimiter(query, { clock });
    expect(await clock.advanceUntil(Promise.resolve(limiter.reserve('a')))).toBe(0);
  });
});

test.each([
  { requests: 1, windowMs: 1_000 },
  { requests: 0, windowMs: 1_000 },
])('a limit of $requests is refused', (account) => {
  const limits = { account, route: { requests: 40, windowMs: 1_000 } };
  expect(() => createPostgresRateLimiter(async () => ({ rows: [] }), { limits })).toThrow('at least 2 requests');
});
