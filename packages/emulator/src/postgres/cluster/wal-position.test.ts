import { expect, test } from 'vitest';
import { formatLsn, parseLsn, segmentOf } from './wal-position.ts';

test('a position reads as Postgres writes it', () => {
  expect(parseLsn('16/B374D848')).toBe(0x16_b374_d848n);
  expect(formatLsn(0x16_b374_d848n)).toBe('16/B374D848');
  expect(formatLsn(0x9n)).toBe('0/9');
});

test.each(['', '16', '16/', 'x/1', '1/2/3', '123456789/0'])('%j is no position', (text) => {
  expect(parseLsn(text)).toBeUndefined();
});

test.each([
  ['0/100000', '000000010000000000000001'],
  ['0/FFFFFFFF', '000000010000000000000FFF'],
  ['1/0', '000000010000000100000000'],
])('%s lies in segment %s', (lsn, name) => {
  expect(segmentOf(1, parseLsn(lsn) ?? 0n)).toBe(name);
});
