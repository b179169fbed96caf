import { expect, test } from 'vitest';
import { suggestion } from './suggestion.ts';

test('offers what is near', () => {
  expect(suggestion('outt', ['out', 'tags'])).toBe(' Did you mean "out"?');
});

test('offers three names at most', () => {
  const known = ['getProject', 'listProjects', 'getProject1', 'getProject2', 'getProject3'];
  expect(suggestion('getProjects', known)).toBe(' Did you mean "getProject", "getProject1", "getProject2"?');
});

test('lists what there is when nothing is near and it is little', () => {
  expect(suggestion('zzzzzzzz', ['out', 'tags'])).toBe(' Available: out, tags.');
  expect(
    suggestion(
      'zzzzzzzz',
      Array.from({ length: 99 }, (_, index) => `operation${index}`),
    ),
  ).toBe('');
});
