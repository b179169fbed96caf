import { expect, test } from 'vitest';
import { drawTable } from './draw-table.ts';

test('columns are as wide as their widest cell, and lines have no trailing spaces', () => {
  expect(
    drawTable([
      ['name', 'id'],
      ['shop', 'a-long-id'],
      ['a long name', ''],
    ]),
  ).toEqual(['name         id', 'shop         a-long-id', 'a long name']);
});

test('control characters cannot move the cursor', () => {
  expect(drawTable([['\u001b[2Ja\n']])).toEqual(['?[2Ja?']);
});
