import { expect, test } from 'vitest';
import { keysIn, pointerTo, valueAt } from './pointer.ts';

test.each([
  [[], ''],
  [['paths', '/projects', 'get'], '/paths/~1projects/get'],
  [['a~b', '~1', ''], '/a~0b/~01/'],
])('%j is encoded as %j and decoded again', (keys, pointer) => {
  expect(pointerTo(keys)).toBe(pointer);
  expect(keysIn(pointer)).toEqual(keys);
  expect(keysIn(`#${pointer}`)).toEqual(keys);
});

const root = { list: ['a', { b: 1 }], '0': 'zero', nothing: null };

test.each([
  [[], root],
  [['list', 0], 'a'],
  [['list', '1', 'b'], 1],
  [['nothing'], null],
  [[0], 'zero'],
  [['list', 2], undefined],
  [['list', 'length'], undefined],
  [['toString'], undefined],
  [['nothing', 'below'], undefined],
])('the value at %j', (keys, value) => {
  expect(valueAt(root, keys)).toEqual(value);
});
