import { createVirtualClock } from '@neon-api/ground/node';
import { expect, test } from 'vitest';
import { createDeadlines } from './deadlines.ts';
import { createNewcomers } from './newcomers.ts';

test('when one too many comes, the oldest goes', () => {
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

test('one that says nothing goes after a time, and one that has said what it wants does not', async () => {
  const clock = createVirtualClock(0);
  const newcomers = createNewcomers(2, createDeadlines(1000, clock));
  const [silent, quick] = [newcomers.enter(), newcomers.enter()];
  quick.leave();
  await clock.advance(1000);
  expect([silent.lost.reason, quick.lost.aborted]).toEqual(['timeout', false]);
});
