import { expect, test } from 'vitest';
import type { PointInTime } from '../../state/index.ts';
import { type BranchPast, findMiss } from './choose-point.ts';

const off: BranchPast = {
  createdAt: '2026-03-01T10:00:00.000Z',
  retentionSeconds: 86_400,
  nowMs: Date.parse('2026-03-01T12:00:00Z'),
  history: undefined,
};
/** Its history begins an hour after its creation, and the system's clock is a year behind the emulator's. */
const history = {
  begins: { timestamp: '2025-03-01T11:00:00.000Z', lsn: '0/F0' },
  ends: { timestamp: '2025-03-01T12:00:00.000Z', lsn: '0/FF' },
};
const short: BranchPast = { ...off, retentionSeconds: 60 };

test.each<[string, PointInTime, BranchPast]>([
  ['any LSN, if the data plane has no limit', { lsn: '0/0' }, off],
  ['its creation time', { timestamp: '2026-03-01T10:00:00Z' }, off],
  ['the present', { timestamp: '2026-03-01T12:00:00Z' }, off],
  ['the earliest retained time', { timestamp: '2026-03-01T11:59:00Z' }, short],
  ['the first LSN of its history', { lsn: '0/F0' }, { ...off, history }],
  ['the last LSN of its history', { lsn: '0/ff' }, { ...off, history }],
  ['the beginning of its history', { timestamp: '2025-03-01T11:00:00Z' }, { ...off, history }],
  ['the end of its history', { timestamp: '2025-03-01T12:00:00Z' }, { ...off, history }],
])('a branch is available at %s', (_, point, past) => {
  expect(findMiss(point, past)).toBeUndefined();
});

test.each<[string, PointInTime, BranchPast, string]>([
  ['before it was created', { timestamp: '2026-03-01T09:59:59Z' }, off, 'earliest point is 2026-03-01T10:00:00.000Z'],
  ['in the future', { timestamp: '2026-03-01T12:00:01Z' }, off, 'latest point is 2026-03-01T12:00:00.000Z'],
  [
    'before the retained history',
    { timestamp: '2026-03-01T11:58:59Z' },
    short,
    'earliest point is 2026-03-01T11:59:00.000Z',
  ],
  [
    'before the retained history, with the reason',
    { timestamp: '2026-03-01T11:58:59Z' },
    short,
    '(the project retains 60 seconds',
  ],
  [
    'at an LSN before its history',
    { lsn: '0/0' },
    { ...off, history },
    'the earliest point is 0/F0, and the latest 0/FF',
  ],
  [
    'at an LSN after its history',
    { lsn: 'F/0' },
    { ...off, history },
    'the latest point is 0/FF, and the earliest 0/F0',
  ],
  [
    'between its creation and its history',
    { timestamp: '2025-03-01T10:30:00Z' },
    { ...off, createdAt: '2025-03-01T10:00:00.000Z', history },
    'the earliest point is 2025-03-01T11:00:00.000Z, and the latest 2025-03-01T12:00:00.000Z',
  ],
  [
    "at a time that is past only on the emulator's clock",
    { timestamp: '2026-03-01T11:00:00Z' },
    { ...off, history },
    "is after the branch's history; the latest point is 2025-03-01T12:00:00.000Z",
  ],
])('a branch is not available %s', (_, point, past, message) => {
  expect(findMiss(point, past)).toContain(message);
});
