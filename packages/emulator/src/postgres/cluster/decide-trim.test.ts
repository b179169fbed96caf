import { expect, test } from 'vitest';
import { decideTrim } from './decide-trim.ts';

test.each([
  [{ walBytes: 50, hasNext: false }, 'nothing'],
  [{ walBytes: 51, hasNext: false }, 'lay-base'],
  [{ walBytes: 101, hasNext: false }, 'lay-base'],
  [{ walBytes: 100, hasNext: true }, 'nothing'],
  [{ walBytes: 101, hasNext: true }, 'begin-there'],
])('%j of 100 bytes: %s', (size, decision) => {
  expect(decideTrim(size, 100)).toBe(decision);
});
