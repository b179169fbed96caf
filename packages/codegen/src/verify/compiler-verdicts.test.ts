import { describe, expect, test } from 'vitest';
import { judgedPair } from '../../test/judged-pair.ts';
import { object, SUBJECT_CASES, text, withSubject } from '../../test/subject-cases.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument, OperationObject, Schema } from '../contract/index.ts';

const INVISIBLE = ['constraint-narrowed', 'constraint-widened', 'default-changed', 'deprecated'];

describe('the compiler agrees with the differ on', () => {
  test.each(SUBJECT_CASES)('%s', async (_, before, after, kind, __, breaks) => {
    const { refused, disagreements } = await judgedPair(withSubject(before), withSubject(after));
    const names = { request: 'send request', response: 'read response' } as Record<string, string>;
    expect(refused).toEqual(INVISIBLE.includes(kind) ? [] : breaks.map((direction) => names[direction]).sort());
    expect(disagreements).toEqual([]);
  });
});

function operation(more: Partial<OperationObject>, schemas: Record<string, Schema> = {}, path = '/things') {
  return tinyDocument({ [path]: { get: tinyOperation('listThings', more) } }, schemas);
}

const named = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const textMap: Schema = { type: 'object', additionalProperties: text };
const answering = (schema: Schema) => ({ responses: { '200': json(schema) } });

/** Former disagreements, shrunk from a mutation or found in Neon's history. */
describe('cases on which the differ and the compiler once disagreed', () => {
  test.each<[string, OpenApiDocument, OpenApiDocument, string[]]>([
    [
      'an unusable property, which contradicts the additional properties of another part, is removed',
      withSubject({ ...textMap, allOf: [object({ a: object({ b: text }), c: text })] }),
      withSubject({ ...textMap, allOf: [object({ c: text })] }),
      ['read response'],
    ],
    [
      'a new property widens the type of the additional properties beside it',
      withSubject({ ...object({ a: text }), additionalProperties: text }),
      withSubject({ ...object({ a: text, c: { type: 'integer' } }), additionalProperties: text }),
      ['read response'],
    ],
    [
      'additional properties take a type that a named property already has',
      withSubject({ ...object({ a: { type: 'integer' } }), additionalProperties: text }),
      withSubject({ ...object({ a: { type: 'integer' } }), additionalProperties: { type: 'integer' } }),
      ['send request'],
    ],
    [
      'the only property is replaced by another and by additional properties, so that the types share none',
      withSubject(object({ a: text })),
      withSubject({ ...object({ b: text }), additionalProperties: text }),
      ['read response'],
    ],
    [
      'new additional properties are widened by a property beside them to the type of another part',
      withSubject({ ...object({ p: text }), allOf: [object({ key: text })] }),
      withSubject({
        ...object({ p: text, m: { type: 'integer' } }),
        additionalProperties: { type: 'integer' },
        allOf: [object({ key: text })],
      }),
      [],
    ],
    [
      'a property is replaced by additional properties of another type',
      withSubject(object({ a: object({ b: text }), c: text })),
      withSubject({ ...object({ c: text }), additionalProperties: text }),
      ['read response', 'send request'],
    ],
    [
      'a property is replaced by additional properties of its type',
      withSubject(object({ a: text, c: text })),
      withSubject({ ...object({ c: text }), additionalProperties: text }),
      [],
    ],
    [
      'a property is replaced by additional properties of any type',
      withSubject(object({ a: text, c: text })),
      withSubject({ ...object({ c: text }), additionalProperties: true }),
      ['read response'],
    ],
    [
      'two operations of one path exchange their operationIds, so that both addresses still exist',
      tinyDocument({ '/things': { get: tinyOperation('listThings', {}), post: tinyOperation('addThing', {}) } }),
      tinyDocument({ '/things': { get: tinyOperation('addThing', {}), post: tinyOperation('listThings', {}) } }),
      [],
    ],
    [
      'a renamed operation loses a response field',
      operation(answering(object({ a: text, b: text }))),
      tinyDocument({ '/things': { get: tinyOperation('listAll', answering(object({ b: text }))) } }),
      ['listThings name', 'listThings response'],
    ],
    [
      'a renamed operation keeps the names of its types',
      operation({}),
      tinyDocument({ '/things': { get: tinyOperation('ListThings') } }),
      [],
    ],
    [
      'a type changes inside four nested lists, a depth that the compiler does not check',
      withSubject(lists(4, { type: 'integer' })),
      withSubject(lists(4, { type: 'array', items: { type: 'integer' } })),
      ['read response', 'send request'],
    ],
    [
      'text becomes bytes',
      withSubject(object({ a: text })),
      withSubject(object({ a: { type: 'string', format: 'binary' } })),
      ['read response', 'send request'],
    ],
    [
      'bytes become listed values',
      operation(answering({ type: 'string', format: 'binary' })),
      operation(answering({ type: 'string', format: 'binary', enum: ['a', 'b'] })),
      ['listThings response'],
    ],
    [
      'an unspecified object in a choice gets a property',
      operation(answering({ oneOf: [named('Thing'), { type: 'object' }] })),
      operation(answering({ oneOf: [named('Thing'), object({ a: text })] })),
      [],
    ],
    [
      'an option loses a property, and only the discriminator still distinguishes it',
      operation(answering(named('Choice')), choice({ a: text, b: text })),
      operation(answering(named('Choice')), choice({ b: text })),
      ['listThings response'],
    ],
    [
      'a schema named like a Response type is renamed',
      operation(answering(named('ListThingsResponse')), { ListThingsResponse: text }),
      operation(answering(named('Other')), { Other: text }),
      [],
    ],
    [
      'an unspecified object becomes a list',
      operation(answering({ type: 'object' })),
      operation(answering({ type: 'array', items: text })),
      ['listThings response'],
    ],
    [
      'an unspecified object gets a property',
      operation(answering({ type: 'object' })),
      operation(answering(object({ a: text }, ['a']))),
      [],
    ],
    [
      'an object loses its only property',
      operation(answering(object({ a: text }))),
      operation(answering({ type: 'object' })),
      ['listThings response'],
    ],
    [
      'one of two responses loses its body, and the other never had one',
      operation({ responses: { '200': json(named('Thing')), '204': {} } }),
      operation({ responses: { '200': {}, '204': {} } }),
      ['listThings response'],
    ],
    [
      'one part of an allOf becomes nullable, but the whole cannot be null',
      operation(answering({ allOf: [named('One'), named('Thing')] }), { One: object({ a: text }) }),
      operation(answering({ allOf: [named('One'), named('Thing')] }), {
        One: { ...object({ a: text }), nullable: true },
      }),
      [],
    ],
    [
      'the only part of an allOf becomes nullable',
      operation(answering({ allOf: [named('One')] }), { One: object({ a: text }) }),
      operation(answering({ allOf: [named('One')] }), { One: { ...object({ a: text }), nullable: true } }),
      ['listThings response'],
    ],
    [
      'an operation loses its only input',
      operation({ parameters: [{ name: 'a', in: 'query', schema: text }] }),
      operation({}),
      ['listThings request'],
    ],
    ['the path changes', operation({}), operation({}, {}, '/moved'), ['listThings address']],
    [
      'a type that was renamed to avoid a conflict loses a property',
      operation(answering(named('Promise')), { Promise: object({ a: text, b: text }) }),
      operation(answering(named('Promise')), { Promise: object({ a: text }) }),
      ['listThings response'],
    ],
    ['a type is removed', operation({}, { Gone: text }), operation({}), ['Gone name']],
    ['a response gets a body', operation({ responses: { '200': {} } }), operation(answering(named('Thing'))), []],
  ])('%s', async (_, before, after, refused) => {
    expect(await judgedPair(before, after)).toEqual({ refused, disagreements: [] });
  });
});

function choice(properties: Record<string, Schema>): Record<string, Schema> {
  const mapping = { one: '#/components/schemas/One', two: '#/components/schemas/Two' };
  return {
    Choice: { oneOf: [named('One'), named('Two')], discriminator: { propertyName: 'type', mapping } },
    One: object(properties, Object.keys(properties)),
    Two: object({ b: text }),
  };
}

function lists(depth: number, innermost: Schema): Schema {
  const inner = depth === 0 ? innermost : { type: 'array', items: lists(depth - 1, innermost) };
  return object({ a: inner as Schema });
}
