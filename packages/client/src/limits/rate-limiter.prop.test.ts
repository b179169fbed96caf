import { createVirtualClock } from '@neon-api/ground';
import { mostInAnyWindow, propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRateLimiter, type RateLimiter } from './index.ts';

const LIMITS = { account: { requests: 12, windowMs: 600 }, route: { requests: 4, windowMs: 50 } };

/** The next step: time passes, the time of day jumps, a request to one of three routes is sent, or one is released. */
const steps = fc.array(
  fc.oneof(
    fc.record({ wait: fc.integer({ min: 0, max: 80 }) }),
    fc.record({ jump: fc.integer({ min: -100_000, max: 100_000 }) }),
    fc.record({ route: fc.constantFrom('a', 'b', 'c'), givesUp: fc.boolean() }),
  ),
  { maxLength: 120 },
);

test('no window contains more requests than the limit allows, wherever it begins', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const clock = createVirtualClock();
      const limiter = createRateLimiter(clock, LIMITS);
      const sent: { route: string; at: number }[] = [];
      for (const step of script) {
        if ('wait' in step) await clock.advance(step.wait);
        else if ('jump' in step) clock.jump(step.jump);
        else sent.push({ route: step.route, at: clock.monotonicNow() + Number(limiter.reserve(step.route)) });
      }
      expect(mostInAnyWindow(sent.map(({ at }) => at).sort(), LIMITS.account)).toBeLessThanOrEqual(12);
      for (const route of ['a', 'b', 'c']) {
        const times = sent.filter((request) => request.route === route).map(({ at }) => at);
        expect(mostInAnyWindow(times, LIMITS.route)).toBeLessThanOrEqual(4);
      }
    }),
    propertyRuns(),
  );
});

test('a released slot goes to the next request', () => {
  const clock = createVirtualClock();
  const limiter = createRateLimiter(clock, LIMITS);
  const waits = (count: number): unknown[] => Array.from({ length: count }, () => limiter.reserve('a'));
  expect(waits(6)).toEqual([0, 0, 0, 0, 50, 50]);
  limiter.release('a');
  limiter.release('a');
  expect(waits(1)).toEqual([50]);
});

test('a pause delays all requests by at most a minute', async () => {
  const clock = createVirtualClock();
  const limiter = createRateLimiter(clock, LIMITS);
  limiter.pause('a', 5_000);
  expect([limiter.reserve('a'), limiter.reserve('b')]).toEqual([5_000, 5_000]);
  await clock.advance(6_000);
  expect(limiter.reserve('a')).toBe(0);
  limiter.pause('a', 3_600_000);
  expect(limiter.reserve('a')).toBe(60_000);
});

test('the default limits are those that Neon documents: 40 per second and route, 700 per minute in total', () => {
  const limiter: RateLimiter = createRateLimiter(createVirtualClock());
  const waits = Array.from({ length: 701 }, (_, index) => limiter.reserve(`route ${index % 20}`));
  expect(waits.filter((ms) => ms === 0)).toHaveLength(700);
  expect(waits.at(-1)).toBe(60_000);
  const oneRoute = createRateLimiter(createVirtualClock());
  expect(Array.from({ length: 41 }, () => oneRoute.reserve('a')).slice(-2)).toEqual([0, 1_000]);
});
