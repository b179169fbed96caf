import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../../test/faults.ts';
import { tinyDocument } from '../../../test/tiny-document.ts';
import type { Schema } from '../../contract/index.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const faults = (schemas: Record<string, Schema>) => faultsOf(tinyDocument(undefined, schemas));

describe('a schema that contains itself is refused', () => {
  test.each<[string, Record<string, Schema>, string]>([
    [
      'through allOf',
      { A: { allOf: [ref('A'), ref('Thing')] } },
      '#/components/schemas/A/allOf/0/$ref: "A" contains itself: A, A.',
    ],
    [
      'through oneOf',
      { A: { oneOf: [{ type: 'string' }, ref('A')] } },
      '#/components/schemas/A/oneOf/1/$ref: "A" contains itself: A, A.',
    ],
    [
      'through several schemas and anyOf',
      { A: { allOf: [ref('B')] }, B: { anyOf: [ref('Thing'), ref('C')] }, C: ref('A') },
      '#/components/schemas/C/$ref: "A" contains itself: A, B, C, A.',
    ],
    [
      'through nested parts',
      { A: { allOf: [{ type: 'object', oneOf: [{ allOf: [ref('A')] }] }] } },
      '#/components/schemas/A/allOf/0/oneOf/0/allOf/0/$ref: "A" contains itself: A, A.',
    ],
  ])('%s', (_, schemas, fault) => {
    expect(faults(schemas)).toEqual([`${fault} Break the circle with a property or a list.`]);
  });

  test('only once, even if many schemas refer to it', () => {
    const schemas = { A: { allOf: [ref('B')] }, B: { allOf: [ref('A')] }, C: { allOf: [ref('A'), ref('B')] } };
    expect(faults(schemas)).toHaveLength(1);
  });
});

test('a chain of any length is not a circle', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `S${index}`);
  const chain = names.map((name, index): [string, Schema] => [name, { allOf: [ref(names[index + 1] ?? 'Thing')] }]);
  expect(faults(Object.fromEntries(chain))).toEqual([]);
});

test('a circular chain of references has one fault for each reference', () => {
  expect(faults({ A: ref('B'), B: ref('A') })).toEqual([
    '#/components/schemas/A/$ref: "#/components/schemas/B" is a circular reference.',
    '#/components/schemas/B/$ref: "#/components/schemas/A" is a circular reference.',
  ]);
});

test('a schema can contain itself in a property, a list or a map', () => {
  const schemas: Record<string, Schema> = {
    Tree: {
      allOf: [ref('Node'), ref('Thing')],
      properties: { parent: ref('Tree'), all: { type: 'array', items: ref('Tree') } },
    },
    Node: { type: 'object', additionalProperties: ref('Tree') },
    Both: { oneOf: [ref('Node'), ref('Tree')] },
  };
  expect(faults(schemas)).toEqual([]);
});
