import { expect, test } from 'vitest';
import { decideLoginTime, THROTTLE_RULES } from './decide-login-delay.ts';

test.each([
  [0, undefined],
  [4, undefined],
  [5, 250],
  [6, 500],
  [7, 1000],
  [8, 2000],
  [9, 4000],
  [10, 4000],
  [5000, 4000],
])('after %d failures the next login waits %s ms', (failures, delayMs) => {
  const at = decideLoginTime({ failures, lastFailureAtMs: 1000 }, THROTTLE_RULES);
  expect(at).toBe(delayMs === undefined ? undefined : 1000 + delayMs);
});
