import { expect, test } from 'vitest';
import { createRateWindow } from './rate-window.ts';

test('lets through as many as the window holds, then one for each that leaves it', () => {
  const window = createRateWindow(2, 1000);
  const verdicts = [0, 400, 999, 1000, 1399, 1400, 1401].map((nowMs) => window.take(nowMs));
  expect(verdicts).toEqual([true, true, false, true, false, true, false]);
});
