import { afterEach, expect, test, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from './property-runs.ts';

afterEach(() => vi.unstubAllEnvs());

test('by default, a property makes few runs, which are the same every time', () => {
  vi.stubEnv('NEON_PROPERTY_RUNS', undefined);
  expect(propertyRuns(60)).toEqual({ numRuns: 60, seed: expect.any(Number) });
});

test('NEON_PROPERTY_RUNS sets the number of runs, with a new seed each time', () => {
  vi.stubEnv('NEON_PROPERTY_RUNS', '2000');
  expect(propertyRuns(60)).toEqual({ numRuns: 2000 });
});

test.each([
  [undefined, 30_000],
  ['20', 30_000],
  ['2000', 2_000_000],
])('gives a property with NEON_PROPERTY_RUNS=%s a timeout of %i ms', (runs, timeoutMs) => {
  vi.stubEnv('NEON_PROPERTY_RUNS', runs);
  expect(propertyTimeoutMs(12)).toBe(timeoutMs);
});
