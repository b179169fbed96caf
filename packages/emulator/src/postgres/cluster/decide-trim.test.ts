import { expect, test } from 'vitest';
import { decideTrim } from './decide-trim.ts';

const MB = 1 << 20;
const YOUNG = { ageMs: 1000, nextAgeMs: undefined };
const BOUNDS = { mostBytes: 100 * MB, keepMs: 1000 };

test.each([
  [{ ...YOUNG, walBytes: 50 * MB }, 'nothing'],
  [{ ...YOUNG, walBytes: 51 * MB }, 'lay-base'],
  [{ ...YOUNG, walBytes: 101 * MB }, 'lay-base'],
  [{ ...YOUNG, nextAgeMs: 10, walBytes: 100 * MB }, 'nothing'],
  [{ ...YOUNG, nextAgeMs: 10, walBytes: 101 * MB }, 'begin-there'],
])('within limits of 100 MB and 1 s, %j needs %s', (size, decision) => {
  expect(decideTrim(size, BOUNDS)).toBe(decision);
});

test.each([
  [{ ageMs: 1001, nextAgeMs: undefined, walBytes: 17 * MB }, 'lay-base'],
  [{ ageMs: 1001, nextAgeMs: undefined, walBytes: 16 * MB }, 'nothing'],
  [{ ageMs: 2001, nextAgeMs: 1000, walBytes: 17 * MB }, 'nothing'],
  [{ ageMs: 2002, nextAgeMs: 1001, walBytes: 17 * MB }, 'begin-there'],
])('beyond the restore window of 1 s, %j needs %s', (size, decision) => {
  expect(decideTrim(size, BOUNDS)).toBe(decision);
});
