import { describe, expect, test } from 'vitest';
import { parseType } from '../../test/parse-type.ts';
import type { Schema } from '../contract/index.ts';
import { typeToSchema } from './type-to-schema.ts';

const A = { $ref: '#/components/schemas/A' };
const B = { $ref: '#/components/schemas/B' };

describe('a type becomes the equivalent schema', () => {
  test.each<[string, Schema]>([
    ['string', { type: 'string' }],
    ['number', { type: 'number' }],
    ['boolean', { type: 'boolean' }],
    ['unknown', {}],
    ['A', A],
    ["'b' | 'a'", { type: 'string', enum: ['a', 'b'] }],
    ["'only'", { type: 'string', enum: ['only'] }],
    ['2 | 1', { type: 'number', enum: [1, 2] }],
    ['true', { type: 'boolean', enum: [true] }],
    ['string | null', { type: 'string', nullable: true }],
    ["'a' | 'b' | null", { type: 'string', enum: ['a', 'b'], nullable: true }],
    ['A | null', { allOf: [A], nullable: true }],
    ['Array<A>', { type: 'array', items: A }],
    ['string[]', { type: 'array', items: { type: 'string' } }],
    ['A & B', { allOf: [A, B] }],
    ['A | B', { anyOf: [A, B] }],
    ['Blob | File', { type: 'string', format: 'binary' }],
    ['(A)', A],
    ['{}', { type: 'object' }],
    [
      '{ b: string; a?: number }',
      {
        type: 'object',
        properties: { a: { type: 'number' }, b: { type: 'string' } },
        required: ['b'],
      },
    ],
    [
      "{ 'content-type': string }",
      {
        type: 'object',
        properties: { 'content-type': { type: 'string' } },
        required: ['content-type'],
      },
    ],
    ['{ [key: string]: unknown }', { type: 'object', additionalProperties: true }],
    ['{ [key: string]: A }', { type: 'object', additionalProperties: A }],
    [
      "({ kind: 'a' } & A) | ({ kind: 'b' } & B)",
      {
        discriminator: { propertyName: 'kind', mapping: { a: A.$ref, b: B.$ref } },
        oneOf: [A, B],
      },
    ],
    [
      "({ kind: 'a' } & A) | ({ other: 'b' } & B)",
      {
        anyOf: [
          { allOf: [{ type: 'object', properties: { kind: { type: 'string', enum: ['a'] } }, required: ['kind'] }, A] },
          {
            allOf: [{ type: 'object', properties: { other: { type: 'string', enum: ['b'] } }, required: ['other'] }, B],
          },
        ],
      },
    ],
  ])('%s', (text, schema) => {
    expect(typeToSchema(parseType(text))).toEqual(schema);
  });
});

test.each(['() => void', 'Partial<A>', '{ call(): void }', 'keyof A', "'a' | 1", 'bigint', 'any', '[string, number]'])(
  'the error for a type that no schema can express contains the type: %s',
  (text) => {
    expect(() => typeToSchema(parseType(text))).toThrow(/the type `.+` cannot be expressed as a schema/s);
  },
);
