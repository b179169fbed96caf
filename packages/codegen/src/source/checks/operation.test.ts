import { describe, expect, test } from 'vitest';
import { faultsOf } from '../../../test/faults.ts';
import { json, tinyDocument, tinyOperation } from '../../../test/tiny-document.ts';
import type { OperationObject, PathItem } from '../../contract/index.ts';
import type { Json } from '../../json/index.ts';

const schema = { type: 'string' };
const id = { name: 'id', in: 'path', required: true, schema };
const query = { name: 'q', in: 'query', schema };

/** The faults of `POST /things/{id}`, with pointers relative to the operation. */
function faults(operation: Record<string, Json>, item: Record<string, Json> = {}): string[] {
  const post = tinyOperation('a', operation as unknown as Partial<OperationObject>);
  return faultsOf(tinyDocument({ '/things/{id}': { ...item, post } as unknown as PathItem })).map((fault) =>
    fault.replaceAll('#/paths/~1things~1{id}/post', '#'),
  );
}

describe('an operation is refused when', () => {
  test.each<[string, Record<string, Json>, string]>([
    ['it does not declare a parameter of its path', {}, '#: The path parameter {id} is not declared. Add a parameter'],
    [
      'it declares a path parameter that the path lacks',
      { parameters: [id, { ...id, name: 'no' }] },
      '#/parameters/1: The path has no {no}.',
    ],
    [
      'it declares a parameter twice',
      { parameters: [id, query, query] },
      '#/parameters/2: The query parameter "q" is already declared at #/parameters/1.',
    ],
    [
      'a parameter has no schema',
      { parameters: [id, { name: 'q', in: 'query' }] },
      '#/parameters/1: "schema" is missing.',
    ],
    [
      'a parameter has content',
      { parameters: [id, { ...query, content: {} }] },
      '#/parameters/1/content: "content" is not supported. Use "schema".',
    ],
    [
      'the location of a parameter is unknown',
      { parameters: [id, { ...query, in: 'body' }] },
      '#/parameters/1/in: Expected one of path, query, header, cookie, found "body".',
    ],
    [
      'a key is misspelt',
      { parameters: [id, { ...query, requried: true }] },
      '#/parameters/1/requried: "requried" is not',
    ],
    [
      'a query parameter has another style',
      { parameters: [id, { ...query, style: 'deepObject' }] },
      '#/parameters/1/style:',
    ],
    ['it has no response', { parameters: [id], responses: {} }, '#/responses: There is no response.'],
    [
      'a response has content without a schema',
      { parameters: [id], responses: { '200': { description: '', content: { 'application/json': {} } } } },
      '#/responses/200/content/application~1json: "schema" is missing.',
    ],
    [
      'a body has no content',
      { parameters: [id], requestBody: { content: {} } },
      '#/requestBody/content: There is no media type.',
    ],
    [
      'a schema in its body is refused',
      { parameters: [id], requestBody: json({ type: 'bool' }) as unknown as Json },
      '#/requestBody/content/application~1json/schema/type: "bool" is not a type.',
    ],
  ])('%s', (_, operation, fault) => {
    expect(faults(operation)).toEqual([expect.stringContaining(fault)]);
  });

  test('its path names a parameter twice', () => {
    const get = tinyOperation('a', { parameters: [id as never] });
    expect(faultsOf(tinyDocument({ '/a/{id}/b/{id}': { get } }))).toEqual([
      '#/paths/~1a~1{id}~1b~1{id}: The path contains {id} twice.',
    ]);
  });
});

describe('an operation is accepted when', () => {
  test.each<[string, Record<string, Json>, Record<string, Json>]>([
    ['its path declares the parameters', {}, { parameters: [id] }],
    ['it replaces a parameter of its path', { parameters: [{ ...id, description: 'Own.' }] }, { parameters: [id] }],
    ['two locations have a parameter with the same name', { parameters: [id, { ...query, name: 'id' }] }, {}],
    ['a path parameter is not marked as required', { parameters: [{ name: 'id', in: 'path', schema }] }, {}],
    ['a response has no content', { parameters: [id], responses: { '204': { description: 'Done.' } } }, {}],
    ['a style is the default style', { parameters: [id, { ...query, style: 'form', explode: true }] }, {}],
  ])('%s', (_, operation, item) => {
    expect(faults(operation, item)).toEqual([]);
  });

  test('a parameter is declared in the components', () => {
    const get = tinyOperation('a', { parameters: [{ $ref: '#/components/parameters/Id' }] });
    const document = tinyDocument({ '/things/{id}': { get } });
    const components = { ...document.components, parameters: { Id: id as never } };
    expect(faultsOf({ ...document, components })).toEqual([]);
  });

  test('a path without an operation declares nothing', () => {
    expect(faultsOf(tinyDocument({ '/things/{id}': {} }))).toEqual([]);
  });
});
