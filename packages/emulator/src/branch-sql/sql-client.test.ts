import { expect, test } from 'vitest';
import { quoteName, quoteText } from './sql-client.ts';

test.each([
  ['plain', '"plain"'],
  ['My "own"', '"My ""own"""'],
])('the name %s is quoted as %s', (name, quoted) => {
  expect(quoteName(name)).toBe(quoted);
});

test.each([
  ["it's", "'it''s'"],
  [String.raw`a\b'c`, String.raw` E'a\\b''c'`],
])('the text %s is quoted as %s', (text, quoted) => {
  expect(quoteText(text)).toBe(quoted);
});
