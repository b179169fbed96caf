import { expect, test } from 'vitest';
import { tinyDocument } from '../../test/tiny-document.ts';
import type { Schema } from '../contract/index.ts';
import { typeText } from './declarations.ts';
import { typeOf, typeTree } from './type-tree.ts';

/** Returns the text of a schema's type. */
async function typeOfSchema(schema: Schema): Promise<string> {
  const { schemas } = await typeTree(tinyDocument(undefined, { Subject: schema }));
  return typeText(typeOf(schemas.get('Subject')));
}

const TEXT: Schema = { type: 'string' };
const NUMBER: Schema = { type: 'number' };
const object = (properties: Record<string, Schema>, rest: Schema | true, ...required: string[]): Schema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: rest,
});

test.each<[string, Schema, string]>([
  [
    'the types of required properties',
    object({ a: NUMBER }, TEXT, 'a'),
    '{ a: number; [key: string]: string | number; }',
  ],
  [
    'undefined if a property is optional',
    object({ a: NUMBER }, TEXT),
    '{ a?: number; [key: string]: string | number | undefined; }',
  ],
  [
    'each type once',
    object({ a: { ...NUMBER, nullable: true }, b: NUMBER }, { ...TEXT, nullable: true }, 'a', 'b'),
    '{ a: number | null; b: number; [key: string]: string | null | number; }',
  ],
  ['unknown if any value is allowed', object({ a: NUMBER }, true), '{ a?: number; [key: string]: unknown; }'],
  [
    'the types of a nested object',
    object({ a: object({ b: NUMBER }, TEXT, 'b') }, true, 'a'),
    '{ a: { b: number; [key: string]: string | number; }; [key: string]: unknown; }',
  ],
])('additional properties allow %s', async (_, schema, expected) => {
  expect(await typeOfSchema(schema)).toBe(expected);
});

test.each<[string, Schema, string]>([
  ['only additional properties', { type: 'object', additionalProperties: TEXT }, '{ [key: string]: string; }'],
  [
    'parts of an allOf',
    { allOf: [{ $ref: '#/components/schemas/Thing' }, { type: 'object', additionalProperties: TEXT }] },
    'components["schemas"]["Thing"] & { [key: string]: string; }',
  ],
])('%s stay apart', async (_, schema, expected) => {
  expect(await typeOfSchema(schema)).toBe(expected);
});
