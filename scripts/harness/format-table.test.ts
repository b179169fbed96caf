import { expect, test } from 'vitest';
import { formatSections, formatTable } from './format-table.ts';

test('text is aligned left, and numbers are aligned right', () => {
  const rows = [
    ['name', 'version', 'ms'],
    ['bun', '1.0.0', '1235'],
    ['node-20', '20', '9'],
  ];
  expect(formatTable(rows, 2)).toEqual(['name     version    ms', 'bun      1.0.0    1235', 'node-20  20          9']);
});

test('sections are separated by an empty line, and an empty section is omitted', () => {
  expect(formatSections([['a', 'b'], [], ['c']])).toBe('a\nb\n\nc\n');
});
