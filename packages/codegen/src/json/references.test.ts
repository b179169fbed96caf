import { describe, expect, test } from 'vitest';
import {
  reachableReferences,
  referencesIn,
  renameReferences,
  resolveReference,
  schemaName,
  schemaReference,
} from './references.ts';

const ref = (key: string) => ({ $ref: `#/${key}` });
const root = {
  value: { type: 'string' },
  alias: ref('value'),
  left: ref('right'),
  right: ref('left'),
  'a/b': [ref('value')],
  broken: ref('missing'),
  foreign: { $ref: 'other.yaml#/a' },
};

describe('resolveReference', () => {
  test.each([
    [{ type: 'number' }, { value: { type: 'number' }, reference: undefined }],
    ['text', { value: 'text', reference: undefined }],
    [ref('value'), { value: root.value, reference: '#/value' }],
    [ref('alias'), { value: root.value, reference: '#/value' }],
    [ref('a~1b/0'), { value: root.value, reference: '#/value' }],
    [{ $ref: { type: 'string' } }, { value: { $ref: { type: 'string' } }, reference: undefined }],
  ])('resolves %j', (value, found) => {
    expect(resolveReference(root, value)).toEqual({ outcome: 'found', ...found });
  });

  test.each([
    ['missing', ref('nothing'), '#/nothing'],
    ['missing', ref('broken'), '#/missing'],
    ['circular', ref('left'), '#/left'],
    ['external', ref('foreign'), 'other.yaml#/a'],
  ])('reports that a chain is %s, and the reference that breaks it', (outcome, value, reference) => {
    expect(resolveReference(root, value)).toEqual({ outcome, reference });
  });
});

test('references are found at any depth, and through their targets', () => {
  const value = { a: [{ $ref: '#/a~1b' }], b: { $ref: '#/left' } };
  expect(referencesIn(value)).toEqual(['#/a~1b', '#/left']);
  expect([...reachableReferences(root, value)].sort()).toEqual(['#/a~1b', '#/left', '#/right', '#/value']);
});

test('a schema name survives the conversion to a reference and back', () => {
  expect(schemaName(schemaReference('A/b~c').$ref)).toBe('A/b~c');
  expect(schemaName('#/components/parameters/A')).toBeUndefined();
});

test('only references and discriminator mappings are renamed', () => {
  const value = {
    oneOf: [ref('A'), ref('B')],
    discriminator: { propertyName: 'kind', mapping: { a: '#/A', b: 'B' } },
    properties: { discriminator: { example: '#/A', items: ref('A') } },
  };
  expect(renameReferences(value, (reference) => (reference === '#/A' ? '#/Z' : reference))).toEqual({
    oneOf: [ref('Z'), ref('B')],
    discriminator: { propertyName: 'kind', mapping: { a: '#/Z', b: 'B' } },
    properties: { discriminator: { example: '#/A', items: ref('Z') } },
  });
});
