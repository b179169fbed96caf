import { expect, test } from 'vitest';
import type { DataPoint } from './data-plane.ts';
import { explainMiss } from './explain-miss.ts';

const history = {
  begins: { timestamp: '2026-03-01T10:00:00.000Z', lsn: '0/F0' },
  ends: { timestamp: '2026-03-01T12:00:00.000Z', lsn: '1/0' },
};

test.each<DataPoint>([
  { lsn: '0/F0' },
  { lsn: '0/FFFFFFFF' },
  { lsn: '1/0' },
  { timestamp: '2026-03-01T10:00:00Z' },
  { timestamp: '2026-03-01T12:00:00+00:00' },
  { timestamp: '2026-03-01T12:30:00+01:00' },
])('%j is in the history', (point) => {
  expect(explainMiss(point, history)).toBeUndefined();
});

test.each<[DataPoint, string]>([
  [{ lsn: '0/0' }, `LSN 0/0 is before the branch's history; the earliest point is 0/F0, and the latest 1/0`],
  [{ lsn: 'F/0' }, "LSN F/0 is after the branch's history; the latest point is 1/0, and the earliest 0/F0"],
  [
    { timestamp: '2026-03-01T09:59:59.999Z' },
    "time 2026-03-01T09:59:59.999Z is before the branch's history; the earliest point is 2026-03-01T10:00:00.000Z, " +
      'and the latest 2026-03-01T12:00:00.000Z',
  ],
  [
    { timestamp: '2026-03-01T12:00:00.001Z' },
    "time 2026-03-01T12:00:00.001Z is after the branch's history; the latest point is 2026-03-01T12:00:00.000Z, " +
      'and the earliest 2026-03-01T10:00:00.000Z',
  ],
  [{ lsn: 'here' }, 'LSN here is invalid; use an LSN such as 0/1A2B3C4D, or a time such as 2030-01-31T12:00:00Z'],
  [{ timestamp: 'now' }, 'time now is invalid; use an LSN such as 0/1A2B3C4D, or a time such as 2030-01-31T12:00:00Z'],
])('%j is not available, and the message names both ends of the history', (point, message) => {
  expect(explainMiss(point, history)).toBe(message);
});
