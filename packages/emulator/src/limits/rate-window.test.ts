import { expect, test } from 'vitest';
import { createRateWindow } from './rate-window.ts';

test('a window admits up to its maximum, then one call for each that leaves it', () => {
  const window = createRateWindow(2, 1000);
  const verdicts = [0, 400, 999, 1000, 1399, 1400, 1401].map((nowMs) => window.take(nowMs));
  expect(verdicts).toEqual([true, true, false, true, false, true, false]);
});
