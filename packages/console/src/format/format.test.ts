import { expect, test } from 'vitest';
import { formatAge, formatBytes, formatDuration, formatSpan, maskUri } from './format.ts';

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [7_200_000, '2 h'],
  [172_800_000, '2 d'],
])('a span of %d ms is %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

test.each([
  [0, '0 ms'],
  [0.44, '0.4 ms'],
  [12.4, '12 ms'],
  [1200, '1.20 s'],
  [61_000, '1 min'],
])('a duration of %d ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [30_700_000, '30.7 MB'],
  [123_000_000_000, '123 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a moment within five seconds is just now', () => {
  expect([formatAge(4999), formatAge(61_000)]).toEqual(['just now', '1 min ago']);
});

test('only the password of a URI is hidden', () => {
  expect(maskUri('postgresql://owner:s3cret@127.0.0.1:5432/db?sslmode=require')).toBe(
    'postgresql://owner:••••••••@127.0.0.1:5432/db?sslmode=require',
  );
});
