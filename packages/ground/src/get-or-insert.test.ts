import { expect, test } from 'vitest';
import { getOrInsert } from './get-or-insert.ts';

test('creates a missing value once and keeps it', () => {
  const made: string[] = [];
  const make = (key: string): object => {
    made.push(key);
    return {};
  };
  const map = new Map<string, object>();
  const first = getOrInsert(map, 'a', make);
  expect(getOrInsert(map, 'a', make)).toBe(first);
  expect(map.get('a')).toBe(first);
  expect(made).toEqual(['a']);
});

test('accepts a WeakMap', () => {
  const key = {};
  const map = new WeakMap<object, number>();
  expect([getOrInsert(map, key, () => 1), getOrInsert(map, key, () => 2)]).toEqual([1, 1]);
});
