import { expect, test } from 'vitest';
import { mostInAnyWindow } from './most-in-any-window.ts';

test.each([
  [[], 0],
  [[5], 1],
  [[0, 9, 10, 19], 2],
  [[100, 9, 20, 11, 3], 3],
])('in %j, a window of 10 ms has at most %i', (times, most) => {
  expect(mostInAnyWindow(times, { windowMs: 10 })).toBe(most);
});
