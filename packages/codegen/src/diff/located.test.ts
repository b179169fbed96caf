import { expect, test } from 'vitest';
import { tinyDocument } from '../../test/tiny-document.ts';
import { below, followed, locate, schemaNameOf } from './located.ts';

const document = tinyDocument(undefined, {
  'A/b~c': { type: 'string' },
  Reference: { $ref: '#/components/schemas/A~1b~0c' },
  Circle: { $ref: '#/components/schemas/Circle' },
  Lost: { $ref: '#/components/schemas/Nothing' },
  Foreign: { $ref: 'other.yaml#/components/schemas/A' },
});
const schema = (name: string) => locate(document, 'components', 'schemas', name);

test('a pointer escapes the special characters of a key', () => {
  expect(below(schema('A/b~c'), 'type')).toMatchObject({
    value: 'string',
    pointer: '/components/schemas/A~1b~0c/type',
  });
});

test('a reference is resolved, and names its target', () => {
  expect(followed(schema('Reference'))).toMatchObject({
    value: { type: 'string' },
    pointer: '/components/schemas/A~1b~0c',
  });
  expect(schemaNameOf(schema('Reference'))).toBe('A/b~c');
  expect(schemaNameOf(schema('A/b~c'))).toBeUndefined();
});

test.each([
  ['Circle', '#/components/schemas/Circle, which is a circular reference'],
  ['Lost', '#/components/schemas/Nothing, which does not exist'],
  ['Foreign', 'other.yaml#/components/schemas/A, which is outside the document'],
])('the error for %s names the place, the reference and the remedy', (name, problem) => {
  expect(() => followed(schema(name))).toThrow(`/components/schemas/${name} refers to ${problem}. Fix the document.`);
});
