import { type Clock, NEON_LIMITS, type RateLimiter } from '@neon-api/client';
import { createVirtualClock, seededRandom, type VirtualClock } from '@neon-api/ground';
import { mostInAnyWindow, propertyRuns, propertyTimeoutMs } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPostgresRateLimiter, type FleetLimits } from '../src/index.ts';
import { createSimulatedPostgres, type SimulatedPostgres } from './simulated-postgres.ts';

const ROUTES = ['a', 'b'] as const;
const MAX_TRAVEL_MS = 500;

/** When requests arrive at Neon, by route. */
type Arrivals = Record<(typeof ROUTES)[number], number[]>;

interface Weather {
  /** How far the clocks of workers are apart. */
  readonly skewMs: number;
  /** How late a busy worker may wake up. */
  readonly stallMs: number;
  /** How long the way to Postgres may take. */
  readonly tripMs: number;
  /** How many of a hundred messages to or from Postgres are lost. */
  readonly lostPercent: number;
}

/** The clock of a worker: ahead of the others, and woken late when the worker is busy. */
function clockOfWorker(clock: VirtualClock, random: () => number, { skewMs, stallMs }: Weather): Clock {
  const aheadMs = random() * skewMs;
  return {
    now: () => clock.now() + aheadMs,
    monotonicNow: () => clock.monotonicNow() + aheadMs,
    sleep: (ms, signal) => clock.sleep(ms + (random() < 0.1 ? random() * stallMs : 0), signal),
  };
}

function createWorker(
  postgres: SimulatedPostgres,
  clock: VirtualClock,
  random: () => number,
  weather: Weather,
  limits: FleetLimits,
): RateLimiter {
  const query = postgres.queryOf(
    () => random() * weather.tripMs,
    () => random() * 100 < weather.lostPercent,
  );
  return createPostgresRateLimiter(query, { clock: clockOfWorker(clock, random, weather), limits });
}

const limitsOf = fc.record({
  account: fc.record({ requests: fc.integer({ min: 2, max: 100 }), windowMs: fc.integer({ min: 1_000, max: 10_000 }) }),
  route: fc.record({ requests: fc.integer({ min: 2, max: 40 }), windowMs: fc.integer({ min: 500, max: 2_000 }) }),
});
const weathers = fc.record({
  skewMs: fc.constant(5_000),
  stallMs: fc.constantFrom(0, 100, 3_000),
  tripMs: fc.constantFrom(1, 50, 700),
  lostPercent: fc.constantFrom(0, 5),
});

/** What a worker does next: nothing for some time, sends requests at once or one after the other, or is refused. */
const scripts = fc.array(
  fc.array(
    fc.oneof(
      fc.record({ waitMs: fc.integer({ min: 0, max: 15_000 }) }),
      fc.record({ atOnce: fc.integer({ min: 1, max: 12 }), route: fc.constantFrom(...ROUTES) }),
      fc.record({ inSequence: fc.integer({ min: 1, max: 6 }), route: fc.constantFrom(...ROUTES) }),
      fc.record({ pauseMs: fc.integer({ min: 0, max: 3_000 }) }),
    ),
    { maxLength: 6 },
  ),
  { minLength: 1, maxLength: 5 },
);

test(
  'no window has more requests than a limit allows, by arrival at Neon, in a thousand schedules',
  async () => {
    const seen = { requests: 0, full: 0 };
    await fc.assert(
      fc.asyncProperty(limitsOf, weathers, scripts, fc.nat(), async (limits, weather, allScripts, seed) => {
        const random = seededRandom(seed);
        const clock = createVirtualClock();
        const postgres = createSimulatedPostgres(clock, random() * 5_000);
        const arrivals: Arrivals = { a: [], b: [] };
        const work = allScripts.map(async (script) => {
          const limiter = createWorker(postgres, clock, random, weather, limits);
          const send = async (route: (typeof ROUTES)[number]): Promise<void> => {
            const waitMs = await limiter.reserve(route);
            arrivals[route].push(clock.now() + waitMs + random() * MAX_TRAVEL_MS);
          };
          for (const step of script) {
            if ('waitMs' in step) await clock.sleep(step.waitMs);
            else if ('pauseMs' in step) limiter.pause('a', step.pauseMs);
            else if ('atOnce' in step) await Promise.all(Array.from({ length: step.atOnce }, () => send(step.route)));
            else for (let sent = 0; sent < step.inSequence; sent += 1) await send(step.route);
          }
        });
        await clock.advanceUntil(Promise.allSettled(work));
        const all = [...arrivals.a, ...arrivals.b].sort((a, b) => a - b);
        const most = mostInAnyWindow(all, limits.account);
        seen.requests += all.length;
        if (most >= 0.8 * limits.account.requests) seen.full += 1;
        expect(most).toBeLessThanOrEqual(limits.account.requests);
        for (const route of ROUTES) {
          const times = arrivals[route].sort((a, b) => a - b);
          expect(mostInAnyWindow(times, limits.route)).toBeLessThanOrEqual(limits.route.requests);
        }
      }),
      propertyRuns(1_000),
    );
    // Otherwise the schedules would test nothing.
    expect(seen.full).toBeGreaterThan(50);
    expect(seen.requests).toBeGreaterThan(10_000);
  },
  propertyTimeoutMs(120_000),
);

test.each([
  { workers: 1, concurrency: 10, trips: 0.1 },
  { workers: 3, concurrency: 10, trips: 0.1 },
  { workers: 20, concurrency: 10, trips: 0.1 },
  // Small batches, because large ones would expire.
  { workers: 20, concurrency: 2, trips: 0.2 },
])(
  '$workers workers with $concurrency requests at once use 95 % of the limits of Neon, with at most $trips round trips per request',
  async ({ workers, concurrency, trips }) => {
    const random = seededRandom(workers);
    const clock = createVirtualClock();
    const postgres = createSimulatedPostgres(clock);
    const weather = { skewMs: 5_000, stallMs: 100, tripMs: 10, lostPercent: 0 };
    const arrivals: number[] = [];
    const endMs = clock.now() + 300_000;
    const work = Array.from({ length: workers }, () =>
      createWorker(postgres, clock, random, weather, NEON_LIMITS),
    ).flatMap((limiter) =>
      Array.from({ length: concurrency }, async () => {
        while (clock.now() < endMs) {
          await limiter.reserve('a');
          await clock.sleep(random() * MAX_TRAVEL_MS);
          arrivals.push(clock.now());
          await clock.sleep(random() * 200);
        }
      }),
    );
    await clock.advanceUntil(Promise.all(work));
    const counted = arrivals.filter((at) => at >= endMs - 240_000 && at < endMs);
    expect(counted.length).toBeGreaterThanOrEqual(0.95 * 4 * 700);
    expect(mostInAnyWindow(arrivals, NEON_LIMITS.account)).toBeLessThanOrEqual(700);
    expect(mostInAnyWindow(arrivals, NEON_LIMITS.route)).toBeLessThanOrEqual(40);
    expect(postgres.roundTrips.count / arrivals.length).toBeLessThanOrEqual(trips);
  },
  60_000,
);

test('the fullest window has just below 700 requests, when the first ones arrive as late as allowed', async () => {
  const clock = createVirtualClock();
  const postgres = createSimulatedPostgres(clock);
  const startedMs = clock.now();
  const isLate = (): boolean => clock.now() < startedMs + 1_400;
  let trips = 0;
  // The first answer of Postgres takes as long as a permit is valid.
  const query = postgres.queryOf(() => (trips++ === 1 ? 980 : 0));
  const limiter = createPostgresRateLimiter(query, { clock });
  const arrivals: number[] = [];
  const work = Array.from({ length: 30 }, async () => {
    while (clock.now() < startedMs + 70_000) {
      await limiter.reserve('a');
      arrivals.push(clock.now() + (isLate() ? MAX_TRAVEL_MS : 0));
      await clock.sleep(1);
    }
  });
  await clock.advanceUntil(Promise.all(work));
  const most = mostInAnyWindow(
    arrivals.sort((a, b) => a - b),
    NEON_LIMITS.account,
  );
  expect(most).toBeLessThanOrEqual(700);
  expect(most).toBeGreaterThan(690);
});
