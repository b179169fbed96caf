import { expect, test } from 'vitest';
import { checkCron, findNextRunMs } from './cron.ts';

const NEW_YEAR = '2026-01-01T00:00:00.000Z';

// Docs (functions/triggers/schedule, cron reference).
test.each([
  ['*/15 * * * *', '2026-01-01T00:15:00.000Z'],
  ['0 9 * * 1-5', '2026-01-01T09:00:00.000Z'],
  ['0,30 * * * *', '2026-01-01T00:30:00.000Z'],
  ['15 14 1 * *', '2026-01-01T14:15:00.000Z'],
  ['0 0 1 * *', '2026-02-01T00:00:00.000Z'],
  ['* * * * *', '2026-01-01T00:01:00.000Z'],
  ['0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
  ['0 0 13 * 5', '2026-01-02T00:00:00.000Z'],
  ['0 0 * * 7', '2026-01-04T00:00:00.000Z'],
  ['59 23 31 12 *', '2026-12-31T23:59:00.000Z'],
])('%s next runs at %s, in UTC', (cron, expected) => {
  checkCron('cron', cron);
  expect(new Date(findNextRunMs(cron, Date.parse(NEW_YEAR)) ?? 0).toISOString()).toBe(expected);
});

test('the next run is strictly after the given time', () => {
  const runMs = Date.parse('2026-01-01T00:01:00Z');
  expect(findNextRunMs('* * * * *', runMs - 1)).toBe(runMs);
  expect(findNextRunMs('* * * * *', runMs)).toBe(runMs + 60_000);
});

test('a day that never occurs has no run', () => {
  checkCron('cron', '0 0 30 2 *');
  expect(findNextRunMs('0 0 30 2 *', Date.parse(NEW_YEAR))).toBeUndefined();
});

test.each([
  '70 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '* * * * 8',
  '0 9 * * MON',
  '0 0 1 JAN *',
  '@daily',
  '* * * * * *',
  '* * * *',
  '*/0 * * * *',
  '*/90 * * * *',
  '5-1 * * * *',
  '1,,2 * * * *',
  '- * * * *',
  '0 0 L * *',
  '0 0 ? * *',
  '0 0 * * 1#2',
  '0 0 1 * +1',
  '',
  ' ',
])('%j is not a valid schedule', (cron) => {
  expect(() => checkCron('body.schedule.cron', cron)).toThrow(/^body\.schedule\.cron: /);
});
