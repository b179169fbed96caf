import { expect, test } from 'vitest';
import { covers, findBadEntries } from './address-list.ts';

test.each([
  '127.0.0.1',
  '203.0.113.0/24',
  '198.51.100.1-198.51.100.9',
  '198.51.100.1 - 198.51.100.9',
  '2001:db8::1',
  '2001:db8::/32',
  '0.0.0.0/0',
])('%s is a valid entry', (entry) => {
  expect(findBadEntries([entry])).toEqual([]);
});

test.each([
  '',
  'localhost',
  '256.1.1.1',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/9',
  '10.0.0.9-10.0.0.1',
  '10.0.0.1-::1',
  '10.0.0.1-10.0.0.2-10.0.0.3',
])('%j is not a valid entry', (entry) => {
  expect(findBadEntries(['127.0.0.1', entry])).toEqual([entry]);
});

test.each([
  [['127.0.0.1'], '127.0.0.1', true],
  [['127.0.0.1'], '::ffff:127.0.0.1', true],
  [['127.0.0.0/8'], '127.9.9.9', true],
  [['127.0.0.2-127.0.0.4'], '127.0.0.3', true],
  [['127.0.0.2-127.0.0.4'], '127.0.0.5', false],
  [['10.0.0.0/8', '::1'], '::1', true],
  [['10.0.0.0/8'], '127.0.0.1', false],
  [[], '127.0.0.1', false],
])('%j covers %s: %s', (entries, address, expected) => {
  expect(covers(entries, address)).toBe(expected);
});
