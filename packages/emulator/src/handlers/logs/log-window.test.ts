import { expect, test } from 'vitest';
import { type AskedWindow, decideWindow, type QueryFault } from './log-window.ts';

const NOW = '2026-03-01T12:00:00.000Z';
const HOUR_MS = 3_600_000;

function decide(asked: AskedWindow): string | QueryFault {
  const decided = decideWindow(asked, Date.parse(NOW), HOUR_MS);
  if ('fault' in decided) return decided.fault;
  return [decided.fromMs, decided.toMs].map((ms) => new Date(ms).toISOString().slice(5)).join(' – ');
}

test.each<[string, AskedWindow, string]>([
  ['the last hour, including now', {}, '03-01T11:00:00.000Z – 03-01T12:00:00.001Z'],
  ['30 minutes', { since: '30m' }, '03-01T11:30:00.000Z – 03-01T12:00:00.001Z'],
  ['500 milliseconds', { since: '500ms' }, '03-01T11:59:59.500Z – 03-01T12:00:00.001Z'],
  ['seven days, the maximum', { since: '7d' }, '02-22T12:00:00.000Z – 03-01T12:00:00.001Z'],
  [
    'an hour before the end',
    { since: '1h', end_time: '2026-03-01T10:00:00Z' },
    '03-01T09:00:00.000Z – 03-01T10:00:00.000Z',
  ],
  [
    'the default duration before the end',
    { end_time: '2026-03-01T10:00:00Z' },
    '03-01T09:00:00.000Z – 03-01T10:00:00.000Z',
  ],
  ['from the start until now', { start_time: '2026-03-01T10:00:00Z' }, '03-01T10:00:00.000Z – 03-01T12:00:00.001Z'],
  [
    'with different UTC offsets',
    { start_time: '2026-03-01T10:00:00+01:00', end_time: '2026-03-01T10:00:00Z' },
    '03-01T09:00:00.000Z – 03-01T10:00:00.000Z',
  ],
  ['both beginnings', { since: '1h', start_time: NOW }, 'conflicting_time_range'],
  ['a duration without a unit', { since: '30' }, 'invalid_time_range'],
  ['a duration in weeks', { since: '1w' }, 'invalid_time_range'],
  ['no duration', { since: '' }, 'invalid_time_range'],
  ['a zero duration', { since: '0s' }, 'invalid_time_range'],
  ['a start that is not a time', { start_time: 'yesterday' }, 'invalid_time_range'],
  ['a start in the future', { start_time: '2026-03-01T13:00:00Z' }, 'invalid_time_range'],
  ['an end equal to the start', { start_time: NOW, end_time: NOW }, 'invalid_time_range'],
  ['more than seven days', { since: '169h' }, 'time_range_too_large'],
  ['an endless duration', { since: '999999999999d' }, 'time_range_too_large'],
])('%s', (_, asked, expected) => {
  expect(decide(asked)).toBe(expected);
});
