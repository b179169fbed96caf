import { expect, test } from 'vitest';
import { readDiff } from './diff-lines.ts';

test('the lines of a unified diff have a kind and their numbers', () => {
  const diff = [
    '--- a/neondb',
    '+++ b/neondb',
    '@@ -3,2 +3,3 @@',
    ' create table t (',
    '-  a int',
    '+  a bigint,',
    '+  b int',
    '',
  ];
  expect(readDiff(diff.join('\n')).map(({ kind, text, before, after }) => [kind, text, before, after])).toEqual([
    ['place', '@@ -3,2 +3,3 @@', undefined, undefined],
    ['same', 'create table t (', 3, 3],
    ['removed', '  a int', 4, undefined],
    ['added', '  a bigint,', undefined, 4],
    ['added', '  b int', undefined, 5],
  ]);
});

test('an SQL comment that was removed is a removed line', () => {
  expect(readDiff('@@ -1 +0,0 @@\n--- a comment').at(-1)).toMatchObject({ kind: 'removed', text: '-- a comment' });
});

test('an empty diff has no lines', () => {
  expect(readDiff('')).toEqual([]);
});
