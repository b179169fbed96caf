import { expect, test } from 'vitest';
import { suggestion } from './suggestion.ts';

test('suggests the nearest name', () => {
  expect(suggestion('outt', ['out', 'tags'])).toBe(' Did you mean "out"?');
});

test('suggests at most three names', () => {
  const known = ['getProject', 'listProjects', 'getProject1', 'getProject2', 'getProject3'];
  expect(suggestion('getProjects', known)).toBe(' Did you mean "getProject", "getProject1", "getProject2"?');
});

test('lists the known names if none is similar and they are few', () => {
  expect(suggestion('zzzzzzzz', ['out', 'tags'])).toBe(' Available: out, tags.');
  expect(
    suggestion(
      'zzzzzzzz',
      Array.from({ length: 99 }, (_, index) => `operation${index}`),
    ),
  ).toBe('');
});
