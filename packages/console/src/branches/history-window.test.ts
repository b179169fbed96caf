import { expect, test } from 'vitest';
import { historyWindow } from './history-window.ts';

const NOW = Date.parse('2026-11-29T12:00:00.400Z');

test.each([
  ['the creation of a young branch', '2026-11-29T11:00:00.200Z', 86_400, '2026-11-29T11:00:01.000Z'],
  ['the retention of an old branch', '2026-01-01T00:00:00Z', 3600, '2026-11-29T11:00:01.000Z'],
  ['the creation if the retention is unknown', '2026-01-01T00:00:00Z', undefined, '2026-01-01T00:00:00.000Z'],
])('history begins with %s', (_, created_at, retention, from) => {
  expect(historyWindow({ created_at }, retention, NOW)).toEqual({
    fromMs: Date.parse(from),
    toMs: Date.parse('2026-11-29T12:00:00Z'),
  });
});
