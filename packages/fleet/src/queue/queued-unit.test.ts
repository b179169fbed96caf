import { expect, test } from 'vitest';
import { priorityOf, queueIdOf } from './queued-unit.ts';

test('the same unit has the same UUID; another key, queue or generation has another', () => {
  const unit = { key: 'k', generation: 0 };
  const id = queueIdOf('f/j', unit);
  expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(queueIdOf('f/j', { ...unit })).toBe(id);
  const others = [
    queueIdOf('f/other', unit),
    queueIdOf('f/j', { ...unit, key: 'other' }),
    queueIdOf('f/j', { ...unit, generation: 1 }),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});

test('earlier units have a higher priority, within the range of an integer', () => {
  const priorities = [1, 2, 1_000, 3_000_000_000].map(priorityOf);
  expect(priorities).toEqual([-1, -2, -1_000, -2_147_483_648]);
});
