import { describe, expect, test } from 'vitest';
import { faultsOfSchema } from '../../../test/faults.ts';
import type { Schema } from '../../contract/index.ts';

const text: Schema = { type: 'string' };
const thing: Schema = { $ref: '#/components/schemas/Thing' };
const mapping = { a: '#/components/schemas/Thing' };

describe('a schema is refused when', () => {
  test.each<[string, Schema, string]>([
    ['its type does not exist', { type: 'bool' }, '#/type: "bool" is not a type. Use one of array, boolean,'],
    ['a type in its list does not exist', { type: ['string', 'none'] }, '#/type/1: "none" is not a type.'],
    ['its list of types is empty', { type: [] }, '#/type: This list is empty.'],
    ['it is an array without items', { type: 'array' }, '#/type: An array needs "items". Write "items": {}'],
    ['it may be an array without items', { type: ['array', 'null'] }, '#/type: An array needs "items".'],
    ['it has items and is not an array', { items: text }, '#/items: "items" needs "type": "array".'],
    ['it has properties and is a string', { type: 'string', properties: {} }, '#/properties: "properties" needs'],
    ['it requires properties and is a list', { type: 'array', items: text, required: ['a'] }, '#/required: "required"'],
    ['it requires properties and has none', { type: 'object', required: ['a'] }, '#/required: There are no properties'],
    ['an enum is empty', { type: 'string', enum: [] }, '#/enum: This list is empty.'],
    ['a value is of another type', { type: 'string', enum: ['a', 1] }, '#/enum/1: 1 does not match "type": "string".'],
    ['a value is a fraction', { type: 'integer', enum: [1.5] }, '#/enum/0: 1.5 does not match "type": "integer".'],
    ['a value is null and null is not allowed', { type: 'string', enum: ['a', null] }, '#/enum/1: null does not match'],
    ['a value is an object', { enum: [{ a: 1 }] }, '#/enum/0: Only strings, numbers, booleans and null are supported'],
    ['an object has listed values', { type: 'object', enum: ['a'] }, '#/enum/0: "a" does not match "type": "object"'],
    ['its constant is of another type', { type: 'string', const: 1 }, '#/const: 1 does not match "type": "string".'],
    ['its constant is null', { const: null }, '#/const: Write "type": "null" for null.'],
    ['its constant is a list', { const: [1] }, '#/const: Only strings, numbers, booleans and null are supported'],
    ['binary content is not a string', { format: 'binary' }, '#/format: "format": "binary" needs "type": "string"'],
    ['binary content has listed values', { ...text, format: 'binary', enum: ['a'] }, '#/format: "format": "binary"'],
    ['allOf is empty', { allOf: [] }, '#/allOf: This list is empty.'],
    ['oneOf is empty', { oneOf: [] }, '#/oneOf: This list is empty.'],
    ['anyOf is empty', { anyOf: [] }, '#/anyOf: This list is empty.'],
    [
      'oneOf and anyOf are combined',
      { oneOf: [text], anyOf: [text] },
      '#/anyOf: "oneOf" and "anyOf" together are not supported.',
    ],
    ['null is allowed beside a reference', { ...thing, nullable: true }, '#/nullable: "nullable" beside "$ref" has no'],
    ['a reference has another part', { ...thing, properties: {} }, '#/properties: "properties" beside "$ref" has no'],
    [
      'a reference claims another type',
      { ...thing, type: 'string' },
      '#/type: "string" is not the type of "#/components',
    ],
    [
      'a reference points into a schema',
      { $ref: '#/components/schemas/Thing/properties/id' },
      '#/$ref: Only a reference',
    ],
    [
      'a reference does not point to a schema',
      { $ref: '#/paths/~1things' },
      '#/$ref: Only a reference to #/components/schemas/',
    ],
    ['it is true', { type: 'array', items: true as never }, '#/items: Expected an object, found a boolean.'],
    ['it defines its own schemas', { $defs: { A: text } }, '#/$defs: "$defs" is not supported. Move the schemas to'],
    [
      'its properties have patterns',
      { patternProperties: { '^a': text } },
      '#/patternProperties: "patternProperties" is',
    ],
    [
      'it is a tuple',
      { type: 'array', items: text, prefixItems: [text] },
      '#/prefixItems: "prefixItems" is not supported.',
    ],
    ['it excludes another one', { not: text }, '#/not: "not" is not supported. The types and the diff would ignore it'],
    ['it depends on a condition', { if: {} }, '#/if: "if" is not supported.'],
    ['a keyword is misspelt', { type: 'object', propertys: {} }, '#/propertys: "propertys" is not a known key here.'],
    ['a limit is not a number', { type: 'integer', minimum: '5' }, '#/minimum: Expected a number, found "5".'],
    [
      'it is both read-only and write-only',
      { ...text, readOnly: true, writeOnly: true },
      '#/writeOnly: A read-only value cannot be',
    ],
    [
      'it maps a value to something that is not an option',
      { oneOf: [{ type: 'object' }], discriminator: { propertyName: 'id', mapping } },
      '#/discriminator/mapping/a: "#/components/schemas/Thing" is not one of the options.',
    ],
    [
      'it maps a value to a schema that does not exist',
      { oneOf: [thing], discriminator: { propertyName: 'id', mapping: { a: 'Nothing' } } },
      '#/discriminator/mapping/a: "#/components/schemas/Nothing" does not exist in this document',
    ],
  ])('%s', (_, schema, fault) => {
    expect(faultsOfSchema(schema)).toEqual([expect.stringContaining(fault)]);
  });

  test.each<[string, (bad: Schema) => Schema]>([
    ['properties', (bad) => ({ type: 'object', properties: { a: bad } })],
    ['additional properties', (bad) => ({ type: 'object', additionalProperties: bad })],
    ['items', (bad) => ({ type: 'array', items: bad })],
    ['allOf', (bad) => ({ allOf: [thing, bad] })],
    ['oneOf', (bad) => ({ oneOf: [thing, bad] })],
    ['anyOf', (bad) => ({ anyOf: [thing, bad] })],
  ])('its fault is within %s', (_, around) => {
    expect(faultsOfSchema(around({ type: 'bool' }))).toEqual([expect.stringContaining('"bool" is not a type')]);
  });
});

describe('a schema is accepted when', () => {
  test.each<[string, Schema]>([
    ['it is empty', {}],
    ['it only has a description', { description: 'Anything.' }],
    ['it is any array', { type: 'array', items: {} }],
    ['its format is unknown', { type: 'string', format: 'colour' }],
    ['it requires a property that it does not describe', { type: 'object', properties: { a: text }, required: ['b'] }],
    ['it only requires properties', { anyOf: [{ required: ['a'] }, { required: ['b'] }] }],
    ['it lists values of several types', { enum: ['a', 1, true, null] }],
    ['null is one of its values', { type: 'string', nullable: true, enum: ['a', null] }],
    ['null is allowed and not one of its values', { type: 'string', nullable: true, enum: ['a', 'b'] }],
    ['anything or null is allowed', { nullable: true }],
    ['its types are a list', { type: ['string', 'integer', 'null'] }],
    ['null is one of its types and values', { type: ['string', 'null'], enum: ['a', null] }],
    ['it is a constant', { type: 'integer', const: 3 }],
    ['it has properties and no type', { properties: { a: text } }],
    ['it is an object and a choice', { type: 'object', properties: { a: text }, oneOf: [thing] }],
    ['a reference repeats the type', { ...thing, type: 'object', description: 'A thing.', deprecated: true }],
    ['it allows no other properties', { type: 'object', additionalProperties: false }],
    ['it has an extension', { type: 'string', 'x-anything': { type: 'bool' } }],
    ['its default looks like a schema', { type: 'object', properties: { a: text }, default: { type: 'bool' } }],
    ['a property is named like a keyword', { type: 'object', properties: { not: text, $defs: text, type: text } }],
  ])('%s', (_, schema) => {
    expect(faultsOfSchema(schema)).toEqual([]);
  });
});
