import { describe, expect, test } from 'vitest';
import { judgedPair } from '../../test/judged-pair.ts';
import { object, SUBJECT_CASES, text, withSubject } from '../../test/subject-cases.ts';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument, OperationObject, Schema } from '../contract/index.ts';

const INVISIBLE = ['constraint-narrowed', 'constraint-widened', 'default-changed', 'deprecated'];

describe('the compiler sees it as the differ does', () => {
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
const furtherText: Schema = { type: 'object', additionalProperties: text };
const answering = (schema: Schema) => ({ responses: { '200': json(schema) } });

/** Each of these was once a disagreement: shrunk from a mutation, or met in Neon's history. */
describe('cases on which the differ and the compiler once disagreed', () => {
  test.each<[string, OpenApiDocument, OpenApiDocument, string[]]>([
    [
      'a property less that contradicts the further ones of another part, so that nobody could give it',
      withSubject({ ...furtherText, allOf: [object({ a: object({ b: text }), c: text })] }),
      withSubject({ ...furtherText, allOf: [object({ c: text })] }),
      ['read response'],
    ],
    [
      'a property more beside further ones of another type, which widens what is read of these',
      withSubject({ ...object({ a: text }), additionalProperties: text }),
      withSubject({ ...object({ a: text, c: { type: 'integer' } }), additionalProperties: text }),
      ['read response'],
    ],
    [
      'another type of further properties that a named one already has',
      withSubject({ ...object({ a: { type: 'integer' } }), additionalProperties: text }),
      withSubject({ ...object({ a: { type: 'integer' } }), additionalProperties: { type: 'integer' } }),
      ['send request'],
    ],
    [
      'the only property given up for further ones and others, so that nothing is left in common',
      withSubject(object({ a: text })),
      withSubject({ ...object({ b: text }), additionalProperties: text }),
      ['read response'],
    ],
    [
      'further ones whose type a property beside them widens to that of another part',
      withSubject({ ...object({ p: text }), allOf: [object({ key: text })] }),
      withSubject({
        ...object({ p: text, m: { type: 'integer' } }),
        additionalProperties: { type: 'integer' },
        allOf: [object({ key: text })],
      }),
      [],
    ],
    [
      'a property that gives way to further ones of another type',
      withSubject(object({ a: object({ b: text }), c: text })),
      withSubject({ ...object({ c: text }), additionalProperties: text }),
      ['read response', 'send request'],
    ],
    [
      'a property that gives way to further ones of its type',
      withSubject(object({ a: text, c: text })),
      withSubject({ ...object({ c: text }), additionalProperties: text }),
      [],
    ],
    [
      'a property that gives way to further ones of any type',
      withSubject(object({ a: text, c: text })),
      withSubject({ ...object({ c: text }), additionalProperties: true }),
      ['read response'],
    ],
    [
      'operationIds that two operations of one path exchange, so that each address is still there',
      tinyDocument({ '/things': { get: tinyOperation('listThings', {}), post: tinyOperation('addThing', {}) } }),
      tinyDocument({ '/things': { get: tinyOperation('addThing', {}), post: tinyOperation('listThings', {}) } }),
      [],
    ],
    [
      'a field less in the answer of an operation that is renamed',
      operation(answering(object({ a: text, b: text }))),
      tinyDocument({ '/things': { get: tinyOperation('listAll', answering(object({ b: text }))) } }),
      ['listThings name', 'listThings response'],
    ],
    [
      'an operation whose new name gives the same names of types',
      operation({}),
      tinyDocument({ '/things': { get: tinyOperation('ListThings') } }),
      [],
    ],
    [
      'a type that changes below four lists, which the compiler takes on trust',
      withSubject(lists(4, { type: 'integer' })),
      withSubject(lists(4, { type: 'array', items: { type: 'integer' } })),
      ['read response', 'send request'],
    ],
    [
      'bytes in place of text',
      withSubject(object({ a: text })),
      withSubject(object({ a: { type: 'string', format: 'binary' } })),
      ['read response', 'send request'],
    ],
    [
      'listed values in place of bytes',
      operation(answering({ type: 'string', format: 'binary' })),
      operation(answering({ type: 'string', format: 'binary', enum: ['a', 'b'] })),
      ['listThings response'],
    ],
    [
      'a choice between an object and one of which nothing is known',
      operation(answering({ oneOf: [named('Thing'), { type: 'object' }] })),
      operation(answering({ oneOf: [named('Thing'), object({ a: text })] })),
      [],
    ],
    [
      'a property less in an option that only the discriminator tells from the other',
      operation(answering(named('Choice')), choice({ a: text, b: text })),
      operation(answering(named('Choice')), choice({ b: text })),
      ['listThings response'],
    ],
    [
      'another name for a schema that bears the name of an answer',
      operation(answering(named('ListThingsResponse')), { ListThingsResponse: text }),
      operation(answering(named('Other')), { Other: text }),
      [],
    ],
    [
      'a list in place of an object of which nothing is known',
      operation(answering({ type: 'object' })),
      operation(answering({ type: 'array', items: text })),
      ['listThings response'],
    ],
    [
      'a property more on an object of which nothing was known',
      operation(answering({ type: 'object' })),
      operation(answering(object({ a: text }, ['a']))),
      [],
    ],
    [
      'the only property less',
      operation(answering(object({ a: text }))),
      operation(answering({ type: 'object' })),
      ['listThings response'],
    ],
    [
      'no body in one of two answers, the other of which never had one',
      operation({ responses: { '200': json(named('Thing')), '204': {} } }),
      operation({ responses: { '200': {}, '204': {} } }),
      ['listThings response'],
    ],
    [
      'null in one part of an allOf, which no whole can then be',
      operation(answering({ allOf: [named('One'), named('Thing')] }), { One: object({ a: text }) }),
      operation(answering({ allOf: [named('One'), named('Thing')] }), {
        One: { ...object({ a: text }), nullable: true },
      }),
      [],
    ],
    [
      'null in the only part of an allOf',
      operation(answering({ allOf: [named('One')] }), { One: object({ a: text }) }),
      operation(answering({ allOf: [named('One')] }), { One: { ...object({ a: text }), nullable: true } }),
      ['listThings response'],
    ],
    [
      'the only input less',
      operation({ parameters: [{ name: 'a', in: 'query', schema: text }] }),
      operation({}),
      ['listThings request'],
    ],
    ['another path', operation({}), operation({}, {}, '/moved'), ['listThings address']],
    [
      'a type whose name is taken, so that it has another one in the types',
      operation(answering(named('Promise')), { Promise: object({ a: text, b: text }) }),
      operation(answering(named('Promise')), { Promise: object({ a: text }) }),
      ['listThings response'],
    ],
    ['a type less', operation({}, { Gone: text }), operation({}), ['Gone name']],
    [
      'an answer where there was none',
      operation({ responses: { '200': {} } }),
      operation(answering(named('Thing'))),
      [],
    ],
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
