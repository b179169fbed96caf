import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { formatValues } from './format-value.ts';

test.each([
  [1],
  [null],
  [undefined],
  [true],
  [[]],
  [{}],
  [[1, 'a']],
  [{ a: 1, 'b-c': "it's", d: [null, undefined] }],
  [new Map([['a', 1]])],
  [new Set([1])],
  [{ id: 'br-quiet-field-12345678', name: 'preview/42', default: false, protected: false, current_state: 'ready' }],
])('%o is formatted as in Node', (value) => {
  expect(formatValues([value]).replace(/^(Map|Set) /, '$1(1) ')).toBe(inspect(value));
});

test('texts are not quoted, and values are separated by spaces', () => {
  expect(formatValues(['a', 'b', { c: 'd' }])).toBe("a b { c: 'd' }");
});

test('an object that contains itself ends', () => {
  const a: Record<string, unknown> = {};
  a.a = a;
  expect(formatValues([a])).toBe('{ a: [Circular] }');
});
