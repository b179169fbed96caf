import { describe, expect, test } from 'vitest';
import { tinyDocument } from '../../test/tiny-document.ts';
import { CodegenError } from '../codegen-error.ts';
import { resolve, typeNameOf } from './references.ts';

const document = tinyDocument(undefined, {
  'a/b~c': { type: 'string' },
  '~1': { type: 'number' },
  Alias: { $ref: '#/components/schemas/Thing' },
  Left: { $ref: '#/components/schemas/Right' },
  Right: { $ref: '#/components/schemas/Left' },
});
const schema = (name: string) => resolve(document, { $ref: `#/components/schemas/${name}` });

describe('resolve', () => {
  test('an object without a reference resolves to itself', () => {
    const entry = { type: 'string' };
    expect(resolve(document, entry)).toBe(entry);
  });

  test('follows a reference to a reference', () => {
    expect(schema('Alias')).toBe(document.components.schemas.Thing);
  });

  test('decodes the escapes of JSON pointers in the right order', () => {
    expect(schema('a~1b~0c')).toEqual({ type: 'string' });
    expect(schema('~01')).toEqual({ type: 'number' });
  });

  test.each(['Missing', 'toString', 'Thing/properties/nope', 'Thing/required/length/more'])(
    'throws an error that names %s as missing',
    (name) => {
      expect(() => schema(name)).toThrow(CodegenError);
      expect(() => schema(name)).toThrow(`#/components/schemas/${name}, which does not exist`);
    },
  );

  test('does not read other documents', () => {
    expect(() => resolve(document, { $ref: 'other.yaml#/paths' })).toThrow('other.yaml#/paths');
  });

  test('throws if references are circular', () => {
    expect(() => schema('Left')).toThrow('circular reference');
  });
});

test('typeNameOf returns the name of a schema that is only a reference', () => {
  expect(typeNameOf({ $ref: '#/components/schemas/Thing' })).toBe('Thing');
  expect(typeNameOf({ type: 'object' })).toBeUndefined();
  expect(typeNameOf(undefined)).toBeUndefined();
});
