import { afterEach, expect, test, vi } from 'vitest';
import { propertyRuns } from './property-runs.ts';

afterEach(() => vi.unstubAllEnvs());

test('makes few runs by default, the same every time', () => {
  vi.stubEnv('NEON_PROPERTY_RUNS', undefined);
  expect(propertyRuns(60)).toEqual({ numRuns: 60, seed: expect.any(Number) });
});

test('makes as many runs as NEON_PROPERTY_RUNS says, from another seed each time', () => {
  vi.stubEnv('NEON_PROPERTY_RUNS', '2000');
  expect(propertyRuns(60)).toEqual({ numRuns: 2000 });
});
