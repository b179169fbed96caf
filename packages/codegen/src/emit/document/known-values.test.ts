import { describe, expect, test } from 'vitest';
import { tinyDocument } from '../../../test/tiny-document.ts';
import type { Schema } from '../../contract/index.ts';
import { keepKnownValues, OTHER_STRING } from './known-values.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const TEXT: Schema = { type: 'string' };
const OTHER = { ...TEXT, [OTHER_STRING]: true };

const SCHEMAS: Record<string, Schema> = {
  Level: { type: 'string', enum: ['low', 'high'] },
  Size: { type: 'string', enum: ['small', 'high'] },
  Name: { type: 'string', maxLength: 9 },
  Alias: { allOf: [ref('Name')] },
  LevelOrNull: { anyOf: [ref('Level'), { type: 'null' }] },
  Loop: { anyOf: [ref('Loop'), { type: 'number' }] },
};

const kept = (schema: Schema): Schema | undefined =>
  keepKnownValues(tinyDocument(undefined, { ...SCHEMAS, Subject: schema })).components.schemas.Subject;

describe('an allOf with an enum', () => {
  test.each<[string, Schema, Schema]>([
    [
      'loses the type beside it',
      { ...TEXT, nullable: true, allOf: [ref('Level')] },
      { nullable: true, allOf: [ref('Level')] },
    ],
    ['loses a part that is any string', { allOf: [ref('Level'), ref('Name')] }, { allOf: [ref('Level')] }],
    ['loses a part that is an alias of any string', { allOf: [ref('Alias'), ref('Level')] }, { allOf: [ref('Level')] }],
    ['of its own loses its parts', { ...TEXT, enum: ['a', 'b'], allOf: [ref('Name')] }, { ...TEXT, enum: ['a', 'b'] }],
    ['keeps other enums', { allOf: [ref('Level'), ref('Size')] }, { allOf: [ref('Level'), ref('Size')] }],
  ])('%s', (_, schema, expected) => {
    expect(kept(schema)).toEqual(expected);
  });
});

describe('in a choice with known values, any string is marked', () => {
  test.each<[string, Schema, Schema]>([
    ['beside an enum', { anyOf: [ref('Level'), TEXT] }, { anyOf: [ref('Level'), OTHER] }],
    [
      'beside an enum within another choice',
      { oneOf: [ref('LevelOrNull'), TEXT] },
      { oneOf: [ref('LevelOrNull'), OTHER] },
    ],
    ['under another name', { anyOf: [ref('Level'), ref('Alias')] }, { anyOf: [ref('Level'), OTHER] }],
    [
      'with null',
      { anyOf: [ref('Level'), { ...TEXT, nullable: true }] },
      { anyOf: [ref('Level'), { ...OTHER, nullable: true }] },
    ],
    [
      'and loses the type beside the choice',
      { ...TEXT, anyOf: [ref('Level'), TEXT] },
      { anyOf: [ref('Level'), OTHER] },
    ],
  ])('%s', (_, schema, expected) => {
    expect(kept(schema)).toEqual(expected);
  });
});

test.each<[string, Schema]>([
  ['an allOf without known values', { ...TEXT, allOf: [ref('Name')] }],
  ['a choice without known values', { anyOf: [TEXT, { type: 'number' }] }],
  ['a choice that contains itself', { anyOf: [ref('Loop'), TEXT] }],
  ['binary content beside known values', { anyOf: [ref('Level'), { type: 'string', format: 'binary' }] }],
])('%s is unchanged', (_, schema) => {
  expect(kept(schema)).toEqual(schema);
});
