import { expect, test } from 'vitest';
import { namesInBoth } from './names.ts';

test.each<[string, string[], string[], [string, string][]]>([
  ['in another case', ['getConnectionURI'], ['GetConnectionUri'], [['getConnectionURI', 'GetConnectionUri']]],
  ['with other separators', ['list_of-things'], ['ListOfThings'], [['list_of-things', 'ListOfThings']]],
  ['but not of only one side', ['a', 'b'], ['b', 'c'], [['b', 'b']]],
  ['but not where two names of a side are one', ['JWKS', 'Jwks', 'a'], ['jwks', 'A'], [['a', 'A']]],
])('names are the same %s', (_, ours, theirs, expected) => {
  expect([...namesInBoth(ours, theirs)]).toEqual(expected);
});
