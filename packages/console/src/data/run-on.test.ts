import { expect, test } from 'vitest';
import { SqlError } from '../api/index.ts';
import { placeOf, runOn, wordAt } from './run-on.ts';

test.each([
  ['select 1', 1, { line: 1, column: 1 }],
  ['select\n  nope', 10, { line: 2, column: 3 }],
])('in %j, position %i is at %j', (statement, position, place) => {
  expect(placeOf(statement, position)).toEqual(place);
});

test.each([
  ['select nope from t', 8, { from: 7, to: 11 }],
  ['select )', 8, { from: 7, to: 8 }],
  ['select', 7, { from: 5, to: 6 }],
  ['', 1, { from: 0, to: 0 }],
])('in %j, the word at %i is %j', (statement, position, word) => {
  expect(wordAt(statement, position)).toEqual(word);
});

test('an error of Postgres keeps its position', async () => {
  const run = async (): Promise<never> => {
    throw new SqlError('column "nope" does not exist', { position: '8', hint: 'a hint' });
  };
  expect(await runOn('main', run, 'select nope')).toEqual({
    kind: 'error',
    branch: 'main',
    message: 'column "nope" does not exist',
    position: 8,
    place: { line: 1, column: 8 },
    hint: 'a hint',
  });
});
