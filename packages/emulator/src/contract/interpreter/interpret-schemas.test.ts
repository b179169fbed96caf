import { describe, expect, test } from 'vitest';
import { compileWithAjv } from '../compile-with-ajv.ts';
import type { ValidatorOptions } from '../validate.ts';
import { interpretSchemas } from './interpret-schemas.ts';

const COMPONENTS = {
  tree: { type: 'object', properties: { children: { type: 'array', items: { $ref: 'neon#/components/tree' } } } },
  'a/b~c': { type: 'string', minLength: 2 },
};

/** Returns the message of both, and the value that each leaves behind. */
function judge(schema: object, value: unknown, options: ValidatorOptions = {}): unknown[] {
  return [compileWithAjv, interpretSchemas].map((createCompiler) => {
    const copy = structuredClone({ at: value });
    return [createCompiler(COMPONENTS, options)({ type: 'object', properties: { at: schema } })(copy, 'body'), copy.at];
  });
}

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  7,
  1.5,
  Number.POSITIVE_INFINITY,
  '',
  '1',
  ' 7 ',
  '1e3',
  'true',
  'false',
  'x',
  '😀',
  [],
  ['x'],
  {},
];

// Schemas of a kind that Neon's document may have one day, for which ajv applies rules in a certain order.
const SCHEMAS: readonly object[] = [
  { type: 'integer' },
  { type: 'number', minimum: 1 },
  { type: ['integer', 'null'] },
  { type: ['boolean', 'string'] },
  { type: ['null', 'boolean'] },
  { type: 'string', maxLength: 1, enum: ['y'] },
  { type: 'string', enum: ['y'] },
  { type: 'array', items: { type: 'integer' }, enum: [1] },
  {
    type: 'object',
    required: ['x'],
    anyOf: [
      { type: 'integer', maximum: 3 },
      { type: 'string', pattern: '^y' },
    ],
  },
  {
    anyOf: [
      { type: 'integer', maximum: 3 },
      { type: 'string', pattern: '^y' },
    ],
  },
  { anyOf: [{ type: 'integer' }, {}] },
  { const: 7, maximum: 3 },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  { if: { type: 'number' }, then: { maximum: 3 } },
  { minimum: 3, maxLength: 0, maxItems: 0, required: ['x'] },
  { $ref: 'neon#/components/a~1b~0c', maxLength: 0 },
  { allOf: [{ minLength: 2 }, { maxLength: 0 }] },
  { properties: { x: false } },
];

/** Schemas whose later parts would see what an earlier part has coerced. The document has none. */
const isChained = (schema: object): boolean => ['anyOf', 'if', '$ref'].some((keyword) => keyword in schema);

describe.each(SCHEMAS)('%j', (schema) => {
  const options = [{}, ...(isChained(schema) ? [] : [{ coerceTypes: true }, { coerceTypes: true, useDefaults: true }])];
  test.each(options)('with %j', (given) => {
    for (const value of VALUES) {
      const [compiled, interpreted] = judge(schema, value, given);
      expect(interpreted, JSON.stringify(value)).toEqual(compiled);
    }
  });
});

test.each([
  [
    { properties: { a: { type: 'integer' } }, additionalProperties: { type: 'string' } },
    { a: 1, b: 2 },
  ],
  [
    { properties: { a: { type: 'integer' } }, additionalProperties: { type: 'string' } },
    { a: 1, b: 'x' },
  ],
  [
    { properties: { a: {} }, additionalProperties: false },
    { a: 1, b: 2 },
  ],
  [{ properties: { a: { default: 'given' }, b: { type: 'integer', default: 'wrong' } } }, {}],
  [{ allOf: [{ properties: { a: { default: 1 } } }], anyOf: [{ properties: { b: { default: 2 } } }] }, {}],
  [{ $ref: 'neon#/components/tree' }, { children: [{ children: [{}, { children: 7 }] }] }],
])('%j judges %j as ajv does', (schema, value) => {
  const [compiled, interpreted] = judge(schema, value, { useDefaults: true });
  expect(interpreted).toEqual(compiled);
});
