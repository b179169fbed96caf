import { expect, test } from 'vitest';
import { namesInBoth } from './names.ts';

test.each<[string, string[], string[], [string, string][]]>([
  [
    'match if they differ by case',
    ['getConnectionURI'],
    ['GetConnectionUri'],
    [['getConnectionURI', 'GetConnectionUri']],
  ],
  ['match if they differ by separators', ['list_of-things'], ['ListOfThings'], [['list_of-things', 'ListOfThings']]],
  ['on only one side do not match', ['a', 'b'], ['b', 'c'], [['b', 'b']]],
  ['that collide on one side do not match', ['JWKS', 'Jwks', 'a'], ['jwks', 'A'], [['a', 'A']]],
])('names %s', (_, ours, theirs, expected) => {
  expect([...namesInBoth(ours, theirs)]).toEqual(expected);
});
