import { createVirtualClock } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { createDeadlines } from './deadlines.ts';
import { createNewcomers } from './newcomers.ts';

test('at the limit, a new connection replaces the oldest', () => {
  const newcomers = createNewcomers(2, createDeadlines(1000, createVirtualClock(0)));
  const [first, second] = [newcomers.enter(), newcomers.enter()];
  first.leave();
  const [third, fourth] = [newcomers.enter(), newcomers.enter()];
  expect([first, second, third, fourth].map(({ lost }) => lost.reason)).toEqual([
    undefined,
    'crowded',
    undefined,
    undefined,
  ]);
});

test('a silent connection times out, and one that has named a branch does not', async () => {
  const clock = createVirtualClock(0);
  const newcomers = createNewcomers(2, createDeadlines(1000, clock));
  const [silent, quick] = [newcomers.enter(), newcomers.enter()];
  quick.leave();
  await clock.advance(1000);
  expect([silent.lost.reason, quick.lost.aborted]).toEqual(['timeout', false]);
});
