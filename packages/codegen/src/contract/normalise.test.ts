import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { Json } from '../json/index.ts';
import type { OpenApiDocument, Schema } from './document.ts';
import { facts, normalise } from './normalise.ts';

function schemaFacts(schema: Schema): Json | undefined {
  return facts(tinyDocument(undefined, { Subject: schema })).components.schemas.Subject;
}

describe('prose', () => {
  test('is removed everywhere', () => {
    const operation = tinyOperation('listThings', { summary: 'PROSE', description: 'PROSE' });
    const document = tinyDocument(
      { '/things': { get: operation } },
      { Subject: { title: 'PROSE', description: 'PROSE', example: 'PROSE', externalDocs: { url: 'PROSE' } } },
    );
    const spoken = { ...document, tags: [{ name: 'things', description: 'PROSE' }], 'x-readme': { note: 'PROSE' } };
    expect(JSON.stringify(facts(spoken as OpenApiDocument))).not.toContain('PROSE');
  });

  test('is kept in the normal form', () => {
    const document = tinyDocument({ '/things': { get: tinyOperation('listThings', { summary: 'PROSE' }) } });
    expect(normalise(document).paths['/things']?.get?.summary).toBe('PROSE');
  });

  test.each(['description', 'title', 'summary', 'example', 'examples', 'externalDocs'])(
    'a property named %s is a fact',
    (name) => {
      const properties = { [name]: { type: 'string', description: 'PROSE' } };
      expect(schemaFacts({ type: 'object', properties })).toEqual({
        properties: { [name]: { type: 'string' } },
        type: 'object',
      });
    },
  );

  test('a schema or path with such a name is a fact', () => {
    const document = tinyDocument(
      { description: { get: tinyOperation('listThings') } },
      { title: { type: 'string' }, summary: { type: 'number' } },
    );
    expect(Object.keys(facts(document).components.schemas)).toEqual(['Thing', 'summary', 'title']);
    expect(Object.keys(facts(document).paths)).toEqual(['description']);
  });

  test('defaults, enums and constants are facts, whatever their keys', () => {
    const schema = { default: { title: 'a', description: 'b' }, enum: [{ title: 'a' }], const: { example: 1 } };
    expect(schemaFacts(schema)).toEqual(schema);
  });
});

describe('order', () => {
  test('of sets is normalised', () => {
    expect(schemaFacts({ required: ['b', 'a'], enum: [3, 10, 2] })).toEqual({ enum: [10, 2, 3], required: ['a', 'b'] });
  });

  test('of other lists is kept', () => {
    const schema = { oneOf: [{ type: 'string' }, { type: 'number' }], default: ['b', 'a'] };
    expect(schemaFacts(schema)).toEqual(schema);
  });

  test('of the keys within a default is normalised', () => {
    const one = schemaFacts({ default: { a: { x: 1, y: [{ p: 1, q: 2 }] }, b: 2 } });
    const other = schemaFacts({ default: { b: 2, a: { y: [{ q: 2, p: 1 }], x: 1 } } });
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  test('of parameters depends only on their location and name', () => {
    const parameters = [
      { name: 'b', in: 'query' },
      { name: 'a', in: 'query' },
      { $ref: '#/components/parameters/Z' },
      { name: 'c', in: 'path' },
    ] as const;
    const document = tinyDocument({ '/things': { get: tinyOperation('listThings', { parameters }) } });
    expect(facts(document).paths['/things']?.get?.parameters).toEqual([
      { in: 'path', name: 'c' },
      { in: 'query', name: 'a' },
      { in: 'query', name: 'b' },
      { $ref: '#/components/parameters/Z' },
    ]);
  });
});

test('the given document is not modified', () => {
  const document = tinyDocument({
    '/b': { post: tinyOperation('createThing', { requestBody: { required: true, ...json({ title: 'PROSE' }) } }) },
    '/a': { get: tinyOperation('listThings', { tags: ['b', 'a'] }) },
  });
  const before = JSON.stringify(document);
  facts(document);
  normalise(document);
  expect(JSON.stringify(document)).toBe(before);
});
