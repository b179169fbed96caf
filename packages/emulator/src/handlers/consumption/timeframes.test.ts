import { expect, test } from 'vitest';
import { listTimeframes } from './timeframes.ts';

test.each([
  ['hourly', '2026-03-10T10:30:00Z', '2026-03-10T12:10:00Z', ['10T10', '10T11', '10T12']],
  ['daily', '2026-02-28T10:30:00Z', '2026-03-01T00:00:01Z', ['28T00', '01T00']],
  ['monthly', '2026-01-15T00:00:00Z', '2026-02-01T00:00:00Z', ['01T00']],
] as const)('%s', (granularity, from, to, starts) => {
  const frames = listTimeframes(from, to, granularity);
  expect(frames.map(({ startMs }) => new Date(startMs).toISOString().slice(8, 13))).toEqual(starts);
  for (const [index, { startMs }] of frames.entries()) if (index > 0) expect(frames[index - 1]?.endMs).toBe(startMs);
});
