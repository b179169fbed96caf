import { expect, test } from 'vitest';
import { parseLsn } from '../../data-plane/index.ts';
import { segmentOf } from './wal-position.ts';

test.each([
  ['0/100000', '000000010000000000000001'],
  ['0/FFFFFFFF', '000000010000000000000FFF'],
  ['1/0', '000000010000000100000000'],
])('%s is in segment %s', (lsn, name) => {
  expect(segmentOf(1, parseLsn(lsn) ?? 0n)).toBe(name);
});
