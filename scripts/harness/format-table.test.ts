import { expect, test } from 'vitest';
import { formatSections, formatTable } from './format-table.ts';

test('text is aligned to the left, numbers to the right', () => {
  const rows = [
    ['name', 'version', 'ms'],
    ['bun', '1.0.0', '1235'],
    ['node-20', '20', '9'],
  ];
  expect(formatTable(rows, 2)).toEqual(['name     version    ms', 'bun      1.0.0    1235', 'node-20  20          9']);
});

test('sections are separated by an empty line, and an empty section is left out', () => {
  expect(formatSections([['a', 'b'], [], ['c']])).toBe('a\nb\n\nc\n');
});
