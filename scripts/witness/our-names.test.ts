import { expect, test } from 'vitest';
import { borrowedNames, ourNames } from './our-names.ts';

const document = {
  paths: {
    '/a': { parameters: [], get: { operationId: 'getA' }, post: { operationId: 'createA' } },
    '/b': { get: { operationId: 'getB' } },
  },
  components: { schemas: { A: {}, B: {} } },
};
const actions = [
  { target: '$.paths', update: { '/b': { get: { operationId: 'getB' } } } },
  { target: '$.components.schemas', update: { B: {} } },
  { target: '$.components.schemas.A', update: { nullable: true } },
];

test('every operation and schema is compared', () => {
  expect(ourNames(document, borrowedNames([]))).toEqual({
    schemas: ['A', 'B'],
    operations: [
      { id: 'getA', path: '/a' },
      { id: 'createA', path: '/a' },
      { id: 'getB', path: '/b' },
    ],
  });
});

test("parts that an overlay takes from the witness's own types are not compared", () => {
  const { schemas, operations } = ourNames(document, borrowedNames([{ 'x-witness': {}, actions }]));
  expect([schemas, operations.map(({ id }) => id)]).toEqual([['A'], ['getA', 'createA']]);
});

test('parts that another overlay adds are compared', () => {
  expect(ourNames(document, borrowedNames([{ actions }])).schemas).toEqual(['A', 'B']);
});
