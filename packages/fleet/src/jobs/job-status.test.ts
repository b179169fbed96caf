import { expect, test } from 'vitest';
import type { StoredUnit } from '../store/index.ts';
import { type OpenReport, reportUnits, toStatus } from './job-status.ts';

test('the remaining time follows from the pace of the last minute', () => {
  const counts = { waiting: 25, running: 5, done: 60, failed: 2, cancelled: 1 };
  const status = toStatus({ counts, endedInLastMinute: 15, elapsedMs: 240_000.4 });
  expect(status).toEqual({
    ...{ total: 93, waitingCount: 25, runningCount: 5, doneCount: 60, failedCount: 2, cancelledCount: 1 },
    ...{ elapsedMs: 240_000, remainingMs: 120_000 },
  });
});

test('the remaining time is unknown if no unit ended in the last minute, and 0 at the end', () => {
  expect(toStatus({ counts: { waiting: 1 }, endedInLastMinute: 0, elapsedMs: 0 }).remainingMs).toBeUndefined();
  const ended = toStatus({ counts: { done: 1, cancelled: 1 }, endedInLastMinute: 0, elapsedMs: 0 });
  expect(ended.remainingMs).toBe(0);
});

test('a report lists done, failed, cancelled and earlier units in the order of the units', () => {
  const stored = (key: string, state: StoredUnit['state'], error: string | null = null): StoredUnit => ({
    ...{ key, state, remembered: { of: key }, error },
  });
  const list = [stored('d', 'cancelled'), stored('c', 'failed', 'no'), stored('b', 'done'), stored('a', 'done')];
  const units = ['a', 'b', 'c', 'd'].map((key) => ({ key }));
  const report: OpenReport<{ key: string }> = { done: [], failed: [], skipped: [] };
  reportUnits(report, units, list, new Set(['b']));
  const { done, failed, skipped } = report;
  expect(done).toEqual([{ unit: { key: 'a' }, result: { of: 'a' } }]);
  expect(failed.map(({ unit, error }) => [unit.key, (error as Error).message])).toEqual([
    ['c', 'no'],
    ['d', 'The unit was cancelled.'],
  ]);
  expect(skipped).toEqual([{ key: 'b' }]);
});
