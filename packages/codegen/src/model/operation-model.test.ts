import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { OpenApiDocument, OperationObject, PathItem } from '../contract/index.ts';
import { hasNoRequiredInput, type OperationModel, operationModels, responseSchemaName } from './operation-model.ts';

const id = { name: 'id', in: 'path', required: true } as const;
const limit = { name: 'limit', in: 'query' } as const;

function only(item: PathItem, more: Partial<OpenApiDocument['components']> = {}): OperationModel {
  const document = tinyDocument({ '/things/{id}': item });
  const [model] = operationModels({ ...document, components: { ...document.components, ...more } });
  if (model === undefined) throw new Error('no operation');
  return model;
}

const names = (parameters: readonly { name: string }[]) => parameters.map(({ name }) => name);

describe('operation models', () => {
  test('are sorted by id and have a method and a path', () => {
    const document = tinyDocument({
      '/b': { post: tinyOperation('c'), get: tinyOperation('b') },
      '/a': { delete: tinyOperation('a') },
    });
    expect(operationModels(document).map((model) => [model.id, model.method, model.path])).toEqual([
      ['a', 'delete', '/a'],
      ['b', 'get', '/b'],
      ['c', 'post', '/b'],
    ]);
  });

  test('include the parameters of their path item', () => {
    const model = only({ parameters: [id], get: tinyOperation('a', { parameters: [limit] }) });
    expect([names(model.pathParameters), names(model.queryParameters)]).toEqual([['id'], ['limit']]);
  });

  test('override a parameter of their path item with the same name and location', () => {
    const own = { ...limit, required: true };
    const model = only({ parameters: [limit], get: tinyOperation('a', { parameters: [own] }) });
    expect(model.queryParameters).toEqual([own]);
  });

  test('follow references to parameters, bodies and responses', () => {
    const operation: OperationObject = {
      operationId: 'a',
      parameters: [{ $ref: '#/components/parameters/Limit' }],
      responses: { '201': { $ref: '#/components/responses/Made' }, default: { $ref: '#/components/responses/Made' } },
    };
    const model = only(
      { post: operation },
      { parameters: { Limit: limit }, responses: { Made: json({ $ref: '#/components/schemas/Thing' }) } },
    );
    expect(names(model.queryParameters)).toEqual(['limit']);
    expect(model.success).toEqual([
      { status: '201', mediaTypes: ['application/json'], schema: { $ref: '#/components/schemas/Thing' } },
    ]);
    expect(responseSchemaName(model)).toBe('Thing');
  });

  test('include a response without a body', () => {
    const model = only({ delete: { operationId: 'a', responses: { '204': {} } } });
    expect(model.success).toEqual([{ status: '204', mediaTypes: [], schema: undefined }]);
    expect(responseSchemaName(model)).toBeUndefined();
  });

  test('have no response schema if two responses are successful', () => {
    const thing = json({ $ref: '#/components/schemas/Thing' });
    expect(
      responseSchemaName(only({ delete: { operationId: 'a', responses: { '200': thing, '204': {} } } })),
    ).toBeUndefined();
  });
});

describe('hasNoRequiredInput', () => {
  const body = json({ type: 'object' });
  test.each<[string, boolean, Partial<OperationObject>]>([
    ['no parameters', true, {}],
    ['an optional query parameter', true, { parameters: [limit] }],
    ['a required query parameter', false, { parameters: [{ ...limit, required: true }] }],
    ['a path parameter', false, { parameters: [id] }],
    ['an optional body', true, { requestBody: body }],
    ['a required body', false, { requestBody: { ...body, required: true } }],
  ])('with %s is %s', (_, expected, more) => {
    expect(hasNoRequiredInput(only({ post: tinyOperation('a', more) }))).toBe(expected);
  });
});
