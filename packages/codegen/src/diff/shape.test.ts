import { describe, expect, test } from 'vitest';
import { tinyDocument } from '../../test/tiny-document.ts';
import type { Schema } from '../contract/index.ts';
import { locate } from './located.ts';
import { shapeOf } from './shape.ts';

const text: Schema = { type: 'string' };

function shape(schema: Schema, others: Record<string, Schema> = {}) {
  return shapeOf(locate(tinyDocument(undefined, { Subject: schema, ...others }), 'components', 'schemas', 'Subject'));
}

function members(schema: Schema, others: Record<string, Schema> = {}) {
  const found = shape(schema, others).shape;
  if (found.kind !== 'object') throw new Error(`${found.kind} is not an object`);
  return [...found.members].map(([name, { required, from }]) => ({ name, required, from }));
}

describe('shapeOf', () => {
  test.each<[string, Schema, object]>([
    ['an empty schema', {}, { kind: 'unknown' }],
    ['a string', text, { kind: 'string' }],
    ['an integer', { type: 'integer' }, { kind: 'number' }],
    ['bytes', { type: 'string', format: 'binary' }, { kind: 'binary' }],
    ['an object without properties', { type: 'object' }, { kind: 'object', rest: undefined }],
    ['an enum', { type: 'string', enum: ['a', 'b'] }, { kind: 'values', values: ['a', 'b'], open: true }],
    ['an enum of one value', { type: 'string', enum: ['a'] }, { kind: 'values', values: ['a'], open: false }],
    ['a constant', { const: 1 }, { kind: 'values', values: [1], open: false }],
    ['a oneOf', { oneOf: [text] }, { kind: 'choice' }],
    ['several types', { type: ['integer', 'string'] }, { kind: 'choice' }],
    [
      'a list',
      { type: 'array', items: text },
      { kind: 'list', items: { pointer: '/components/schemas/Subject/items' } },
    ],
    ['a map', { type: 'object', additionalProperties: text }, { kind: 'object', rest: { value: text } }],
  ])('of %s', (_, schema, expected) => {
    expect(shape(schema)).toMatchObject({ shape: expected, nullable: false });
  });

  test.each<[string, Schema]>([
    ['nullable', { type: 'string', nullable: true }],
    ['null in a list of types', { type: ['null', 'string'] }],
    ['null in an enum', { type: 'string', enum: ['a', null] }],
  ])('%s allows null', (_, schema) => {
    expect(shape(schema).nullable).toBe(true);
  });

  test('an allOf has the properties of all its parts, with their origins', () => {
    const part: Schema = { type: 'object', properties: { b: text }, required: ['b'] };
    const schema: Schema = {
      allOf: [{ $ref: '#/components/schemas/Part' }, { type: 'object', properties: { a: text } }],
      required: ['a'],
    };
    expect(members(schema, { Part: part })).toEqual([
      { name: 'b', required: true, from: 'Part' },
      { name: 'a', required: true, from: '' },
    ]);
  });

  test('an allOf that narrows a string to an enum has its values', () => {
    const schema: Schema = { type: 'string', nullable: true, allOf: [{ $ref: '#/components/schemas/Kind' }] };
    expect(shape(schema, { Kind: { type: 'string', enum: ['a', 'b'] } })).toEqual({
      shape: { kind: 'values', values: ['a', 'b'], open: true },
      nullable: true,
    });
  });
});
