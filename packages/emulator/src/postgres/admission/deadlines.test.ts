import { createVirtualClock } from '@neon-api/ground';
import { expect, test } from 'vitest';
import { createDeadlines } from './deadlines.ts';

test('each deadline fires at its own time unless it is cancelled', async () => {
  const clock = createVirtualClock(0);
  const deadlines = createDeadlines(1000, clock);
  const due: string[] = [];
  const add = (name: string) => deadlines.add(() => due.push(`${name} at ${clock.now()}`));
  const meetFirst = add('first');
  await clock.advance(100);
  add('second');
  const meetThird = add('third');
  await clock.advance(100);
  add('fourth');
  meetFirst();
  meetThird();
  await clock.advance(5000);
  add('fifth');
  await clock.advance(1000);
  expect(due).toEqual(['second at 1100', 'fourth at 1200', 'fifth at 6200']);
});

test('no deadline fires after stop', async () => {
  const clock = createVirtualClock(0);
  const deadlines = createDeadlines(1000, clock);
  const due: number[] = [];
  deadlines.add(() => due.push(1));
  deadlines.stop();
  deadlines.add(() => due.push(2));
  await clock.advance(5000);
  expect(due).toEqual([]);
});
