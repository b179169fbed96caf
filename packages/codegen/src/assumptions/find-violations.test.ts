import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OperationObject, PathItem, Schema } from '../contract/index.ts';
import { readNpmSource } from '../source/index.ts';
import { findViolations } from './find-violations.ts';

const violations = (paths: Record<string, PathItem>, schemas: Record<string, Schema> = {}) =>
  findViolations(tinyDocument(paths, schemas));
const ofOperation = (more: Partial<OperationObject>, path = '/a') =>
  violations({ [path]: { post: tinyOperation('a', more) } });

test("Neon's document and the tiny document break no assumption", () => {
  expect(findViolations(readNpmSource().document)).toEqual([]);
  expect(findViolations(tinyDocument())).toEqual([]);
});

describe('an operationId', () => {
  test('is required', () => {
    expect(violations({ '/a': { get: { responses: { '204': {} } } } })).toContain('GET /a has no operationId.');
  });

  test.each(['delete', 'await', '1st', 'list-things', 'a b', 'x(){};evil', '*/', 'a\u2028b'])('cannot be %j', (id) => {
    expect(violations({ '/a': { get: tinyOperation(id) } })).toContain(
      `GET /a: operationId "${id}" cannot name a function.`,
    );
  });

  test.each([
    ['a', 'a'],
    ['getThing', 'getthing'],
  ])('must differ by more than case: %s and %s', (one, other) => {
    expect(violations({ '/a': { get: tinyOperation(one) }, '/b': { put: tinyOperation(other) } })).toEqual([
      `operationId "${one}" is used by GET /a and PUT /b.`,
    ]);
  });
});

describe('bodies', () => {
  const thing = { schema: { type: 'object' } };
  test.each<[string, Partial<OperationObject>]>([
    ['a: request bodies of type text/csv are not supported.', { requestBody: { content: { 'text/csv': thing } } }],
    [
      'a: responses of type 200 text/csv are not supported.',
      { responses: { '200': { content: { 'text/csv': thing } } } },
    ],
    [
      'a: the request has several media types (application/json, multipart/form-data); only one is supported.',
      { requestBody: { content: { 'application/json': thing, 'multipart/form-data': thing } } },
    ],
    [
      'a: the 200 response has several media types (application/json, application/octet-stream); only one is supported.',
      { responses: { '200': { content: { 'application/json': thing, 'application/octet-stream': thing } } } },
    ],
    ['a: the document has no successful response.', { responses: { default: json({}) } }],
  ])('%s', (expected, more) => {
    expect(ofOperation(more)).toEqual([expected]);
  });
});

describe('flat parameters', () => {
  test('have distinct names', () => {
    const parameters = [{ name: 'id', in: 'path', required: true } as const, { name: 'id', in: 'query' } as const];
    expect(ofOperation({ parameters }, '/{id}')).toEqual(['a: two parameters are named "id".']);
  });

  test('cannot be named body if there is a request body', () => {
    const parameters = [{ name: 'body', in: 'query' } as const];
    expect(ofOperation({ parameters })).toEqual([]);
    expect(ofOperation({ parameters, requestBody: json({}) })).toEqual(['a: two parameters are named "body".']);
  });

  test('include every parameter in the path', () => {
    expect(ofOperation({}, '/{id}/{other}')).toEqual([
      'a: "id" is in the path but not declared as a parameter.',
      'a: "other" is in the path but not declared as a parameter.',
    ]);
  });

  test.each(['header', 'cookie'] as const)('cannot be sent in a %s', (place) => {
    expect(ofOperation({ parameters: [{ name: 'x', in: place }] })).toEqual([
      `a: ${place} parameters are not supported ("x").`,
    ]);
  });
});

test('a list that takes a cursor must return the next cursor', () => {
  expect(ofOperation({ parameters: [{ name: 'cursor', in: 'query' }] })).toEqual([
    'a takes a cursor, but its response has no items or next cursor in a supported place.',
  ]);
});

describe('a schema name', () => {
  test.each(['No.Type', '', '1st'])('cannot be %j', (name) => {
    expect(violations({}, { [name]: {} })).toEqual([`Schema "${name}" cannot name a type.`]);
  });

  test('cannot be the name of a Params type', () => {
    expect(violations({ '/a': { get: tinyOperation('a') } }, { AParams: {} })).toEqual([
      '"AParams" would be both a schema and a type of an operation, with different definitions.',
    ]);
  });

  test('can be the name of a Response type only for the schema of that response', () => {
    const responses = { '200': json({ $ref: '#/components/schemas/AResponse' }) };
    expect(violations({ '/a': { get: tinyOperation('a', { responses }) } }, { AResponse: {} })).toEqual([]);
    expect(violations({ '/a': { get: tinyOperation('a') } }, { AResponse: {} })).toHaveLength(1);
  });
});

test('a schema cannot have the name of the request variant of another', () => {
  const schemas = { Colour: { type: 'string' }, ColourInput: { type: 'string' } };
  expect(findViolations(tinyDocument({ '/a': { get: tinyOperation('a') } }, schemas))).toEqual([
    '"ColourInput" would be both a schema and the request variant of "Colour".',
  ]);
});
