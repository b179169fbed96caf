import { describe, expect, test } from 'vitest';
import { tinyDocument } from '../../test/tiny-document.ts';
import type { Schema } from '../contract/index.ts';
import { tagUnions } from './tagged-unions.ts';

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const tag = (value: readonly string[]): Schema => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { enum: value } },
});

const CIRCLE: Schema = { type: 'object', properties: { radius: { type: 'number' } } };
const SQUARE: Schema = { type: 'object', properties: { side: { type: 'number' } } };

function tagged(choice: Schema): Record<string, Schema> {
  return tagUnions(tinyDocument(undefined, { Circle: CIRCLE, Square: SQUARE, Shape: choice })).components.schemas;
}

describe('a discriminator', () => {
  const oneOf = [ref('Circle'), ref('Square')];

  test.each<[string, Schema, readonly string[][]]>([
    ['without a mapping tags an option with its name', { propertyName: 'kind' }, [['Circle'], ['Square']]],
    [
      'with a mapping tags an option with every value that is mapped to it',
      { propertyName: 'kind', mapping: { round: ref('Circle').$ref ?? '', disc: ref('Circle').$ref ?? '' } },
      [['round', 'disc'], ['Square']],
    ],
    ['may map a value to a bare name', { propertyName: 'kind', mapping: { round: 'Circle' } }, [['round'], ['Square']]],
  ])('%s', (_, discriminator, [circle = [], square = []]) => {
    expect(tagged({ oneOf, discriminator }).Shape).toEqual({
      oneOf: [{ allOf: [ref('Circle'), tag(circle)] }, { allOf: [ref('Square'), tag(square)] }],
    });
  });

  test('also tags the options of an anyOf', () => {
    expect(tagged({ anyOf: oneOf, discriminator: { propertyName: 'kind' } }).Shape).toEqual({
      anyOf: [{ allOf: [ref('Circle'), tag(['Circle'])] }, { allOf: [ref('Square'), tag(['Square'])] }],
    });
  });

  test('does not change the schemas of its options', () => {
    expect(tagged({ oneOf, discriminator: { propertyName: 'kind' } })).toMatchObject({
      Circle: CIRCLE,
      Square: SQUARE,
    });
  });

  test('does not tag an unnamed option', () => {
    const choice = { oneOf: [ref('Circle'), SQUARE], discriminator: { propertyName: 'kind' } };
    expect(tagged(choice).Shape).toMatchObject({ oneOf: [{}, SQUARE] });
  });

  test('of a base schema is unchanged', () => {
    const base = { type: 'object', discriminator: { propertyName: 'kind' } };
    expect(tagged(base).Shape).toEqual(base);
  });
});
