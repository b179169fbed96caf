import { expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import { restrictTo } from './restrict.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (name: string) => ({ type: 'array', items: ref(name) });

const document = tinyDocument(
  {
    '/a': {
      parameters: [{ name: 'shared', in: 'query' }],
      get: tinyOperation('a', {
        responses: { '200': json(listOf('Tree')), default: { $ref: '#/components/responses/E' } },
      }),
      post: tinyOperation('b'),
    },
    '/c': { get: tinyOperation('c') },
  },
  { Tree: { properties: { children: listOf('Tree'), leaf: ref('Leaf') } }, Leaf: {}, Problem: {}, Lone: {} },
);
const whole = { ...document, components: { ...document.components, responses: { E: json(ref('Problem')), F: {} } } };

test('the selected operations are kept, with their position and shared parts', () => {
  const { paths } = restrictTo(whole, new Set(['a']));
  expect(Object.keys(paths)).toEqual(['/a']);
  expect(Object.keys(paths['/a'] ?? {})).toEqual(['parameters', 'get']);
});

test('the components that they reach are kept, even in circles', () => {
  const { schemas, responses } = restrictTo(whole, new Set(['a'])).components;
  expect(Object.keys(schemas)).toEqual(['Tree', 'Leaf', 'Problem']);
  expect(Object.keys(responses ?? {})).toEqual(['E']);
});

test('a selection of all operations keeps all reachable components', () => {
  const { schemas } = restrictTo(whole, new Set(['a', 'b', 'c'])).components;
  expect(Object.keys(schemas)).toEqual(['Thing', 'Tree', 'Leaf', 'Problem']);
});
