import type { Branch } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { layoutTree, rowAfterKey } from './layout-tree.ts';

const branch = (id: string, parent_id?: string, more: Partial<Branch> = {}): Branch =>
  ({ id, name: id, default: false, ...(parent_id === undefined ? {} : { parent_id }), ...more }) as Branch;

const tree = [
  branch('main', undefined, { default: true }),
  branch('a', 'main'),
  branch('a1', 'a'),
  branch('a2', 'a'),
  branch('b', 'main'),
  branch('archive'),
];

test('parents come before children, the default branch first, then by name', () => {
  const rows = layoutTree([...tree].reverse());
  expect(rows.map(({ branch: { name }, level }) => `${'  '.repeat(level)}${name}`)).toEqual([
    ...['main', '  a', '    a1', '    a2', '  b', 'archive'],
  ]);
});

test('lines continue while a level has more branches', () => {
  const rows = layoutTree(tree);
  expect(rows.map(({ branch: { name }, lines, isLast }) => [name, lines, isLast])).toEqual([
    ['main', [], false],
    ['a', [], false],
    ['a1', [true], false],
    ['a2', [true], true],
    ['b', [], true],
    ['archive', [], true],
  ]);
});

test('a branch whose parent is not visible is a root', () => {
  expect(layoutTree([branch('x', 'gone')])).toMatchObject([{ level: 0, place: 1, siblings: 1 }]);
});

test('1,000 branches in one chain are laid out', () => {
  const chain = Array.from({ length: 1000 }, (_, index) =>
    branch(`b${index}`, index === 0 ? undefined : `b${index - 1}`),
  );
  expect(layoutTree(chain).at(-1)).toMatchObject({ level: 999 });
});

describe('keys', () => {
  const rows = layoutTree(tree);
  test.each([
    [0, 'ArrowDown', 1],
    [5, 'ArrowDown', 5],
    [0, 'ArrowUp', 0],
    [1, 'ArrowRight', 2],
    [2, 'ArrowRight', 2],
    [3, 'ArrowLeft', 1],
    [4, 'ArrowLeft', 0],
    [0, 'ArrowLeft', 0],
    [3, 'Home', 0],
    [3, 'End', 5],
    [3, 'x', undefined],
  ])('from row %i, %s leads to %s', (row, key, target) => {
    expect(rowAfterKey(rows, row, key)).toBe(target);
  });
});
