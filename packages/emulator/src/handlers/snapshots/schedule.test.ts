import { expect, test } from 'vitest';
import { findDueMs } from './schedule.ts';

const at = (text: string): number => Date.parse(text);

test.each([
  ['hourly', { frequency: 'hourly' }, '2026-03-10T10:30:00Z', '2026-03-10T11:05:00Z', '2026-03-10T11:00:00Z'],
  ['hourly, within the hour', { frequency: 'hourly' }, '2026-03-10T10:00:00Z', '2026-03-10T10:59:00Z', undefined],
  ['daily', { frequency: 'daily', hour: 3 }, '2026-03-10T04:00:00Z', '2026-03-11T03:00:00Z', '2026-03-11T03:00:00Z'],
  ['daily, the newest', { frequency: 'daily' }, '2026-03-01T01:00:00Z', '2026-03-05T12:00:00Z', '2026-03-05T00:00:00Z'],
  ['weekly', { frequency: 'weekly', day: 1 }, '2026-03-03T00:00:00Z', '2026-03-10T00:00:00Z', '2026-03-09T00:00:00Z'],
  ['monthly', { frequency: 'monthly', day: 5 }, '2026-03-06T00:00:00Z', '2026-04-04T00:00:00Z', undefined],
  [
    'yearly',
    { frequency: 'yearly', month: 7, day: 4, hour: 6 },
    '2026-01-01T00:00:00Z',
    '2026-12-31T00:00:00Z',
    '2026-07-04T06:00:00Z',
  ],
])('%s', (_, item, after, until, due) => {
  expect(findDueMs(item, at(after), at(until))).toBe(due === undefined ? undefined : at(due));
});
