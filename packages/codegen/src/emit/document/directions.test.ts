import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import type { Schema } from '../../contract/index.ts';
import { OPEN_ENUM, STREAM, splitDirections } from './directions.ts';
import { OTHER_STRING } from './known-values.ts';

const COLOUR: Schema = { type: 'string', enum: ['blue', 'red'] };
const OPEN_COLOUR = { ...COLOUR, [OPEN_ENUM]: true };

/** Splits a document with `sent` as request body and `received` as response; returns its schemas and its operation. */
function split(schemas: Record<string, Schema>, sent: Schema | undefined, received: Schema | undefined) {
  const operation = tinyOperation('a', {
    ...(sent && { requestBody: { content: { 'application/json': { schema: sent } } } }),
    ...(received && { responses: { '200': json(received) } }),
  });
  const document = splitDirections(tinyDocument({ '/a': { post: operation } }, schemas));
  return { schemas: document.components.schemas, operation: document.paths['/a']?.post };
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

describe('an enum', () => {
  test('used only in responses is open', () => {
    expect(split({ Colour: COLOUR }, undefined, ref('Colour')).schemas.Colour).toEqual(OPEN_COLOUR);
  });

  test('used only in requests is closed', () => {
    expect(split({ Colour: COLOUR }, ref('Colour'), undefined).schemas).toMatchObject({ Colour: COLOUR });
    expect(split({ Colour: COLOUR }, ref('Colour'), undefined).schemas).not.toHaveProperty('ColourInput');
  });

  test('used in both directions has two names, one for each direction', () => {
    const { schemas, operation } = split({ Colour: COLOUR }, ref('Colour'), ref('Colour'));
    expect(schemas).toMatchObject({ Colour: OPEN_COLOUR, ColourInput: COLOUR });
    expect(schemas.ColourInput).not.toHaveProperty(OPEN_ENUM);
    expect(JSON.stringify(operation?.requestBody)).toContain('ColourInput');
    expect(JSON.stringify(operation?.responses)).not.toContain('ColourInput');
  });

  test('with a single value is a constant and is unchanged', () => {
    const constant = { type: 'string', enum: ['only'] };
    expect(split({ Kind: constant }, undefined, ref('Kind')).schemas.Kind).toEqual(constant);
  });

  test('in a property is open in responses', () => {
    const { schemas } = split({ Shirt: { type: 'object', properties: { colour: COLOUR } } }, undefined, ref('Shirt'));
    expect(schemas.Shirt).toMatchObject({ properties: { colour: OPEN_COLOUR } });
  });
});

test('a schema that contains one with two names, even indirectly, also has two names', () => {
  const schemas = {
    Wardrobe: { type: 'object', properties: { shirts: { type: 'array', items: ref('Shirt') } } },
    Shirt: { type: 'object', properties: { colour: ref('Colour') } },
    Colour: COLOUR,
    Size: { type: 'integer' },
  };
  const result = split(schemas, ref('Wardrobe'), ref('Wardrobe')).schemas;
  expect(Object.keys(result).sort()).toEqual(
    ['Colour', 'ColourInput', 'Shirt', 'ShirtInput', 'Size', 'Thing', 'Wardrobe', 'WardrobeInput'].sort(),
  );
  expect(result.ShirtInput).toMatchObject({ properties: { colour: ref('ColourInput') } });
});

test('a schema with optional fields has one name, because they may be undefined in both directions', () => {
  const partial: Schema = { type: 'object', properties: { a: { type: 'string' } } };
  expect(split({ Part: partial }, ref('Part'), ref('Part')).schemas).not.toHaveProperty('PartInput');
});

test('a schema for any other string has two names, one for each direction', () => {
  const other = { type: 'string', [OTHER_STRING]: true };
  const { schemas } = split({ Name: other }, ref('Name'), ref('Name'));
  expect(schemas).toMatchObject({ Name: { [OTHER_STRING]: 'received' }, NameInput: { [OTHER_STRING]: 'sent' } });
});

test('read-only fields are not sent, and write-only fields are not received', () => {
  const account = {
    type: 'object',
    required: ['id', 'name', 'secret'],
    properties: {
      id: { type: 'string', readOnly: true },
      name: { type: 'string' },
      secret: { type: 'string', writeOnly: true },
    },
  };
  const { schemas } = split({ Account: account }, ref('Account'), ref('Account'));
  expect(Object.keys(schemas.Account?.properties ?? {})).toEqual(['id', 'name']);
  expect(schemas.Account?.required).toEqual(['id', 'name']);
  expect(Object.keys(schemas.AccountInput?.properties ?? {})).toEqual(['name', 'secret']);
  expect(schemas.AccountInput?.required).toEqual(['name', 'secret']);
});

test('received binary content is marked as a stream', () => {
  const binary = { type: 'string', format: 'binary' };
  const { schemas } = split({ Up: binary, Down: binary }, ref('Up'), ref('Down'));
  expect(schemas).toEqual(expect.objectContaining({ Up: binary, Down: { ...binary, [STREAM]: true } }));
});

test('the given document is not modified', () => {
  const document = tinyDocument({ '/a': { post: tinyOperation('a') } }, { Colour: COLOUR });
  const before = JSON.stringify(document);
  splitDirections(document);
  expect(JSON.stringify(document)).toBe(before);
});
