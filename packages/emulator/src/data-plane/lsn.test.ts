import { expect, test } from 'vitest';
import { formatLsn, parseLsn } from './lsn.ts';

test('a position is parsed and formatted as in Postgres', () => {
  expect(parseLsn('16/B374D848')).toBe(0x16_b374_d848n);
  expect(formatLsn(0x16_b374_d848n)).toBe('16/B374D848');
  expect(formatLsn(0x9n)).toBe('0/9');
});

test.each(['', '16', '16/', 'x/1', '1/2/3', '123456789/0'])('%j is not a position', (text) => {
  expect(parseLsn(text)).toBeUndefined();
});
