import type { OpenApiDocument, OperationObject, PathItem, Schema } from '../src/contract/index.ts';

/** Creates a valid document, with one operation unless paths are given. */
export function tinyDocument(
  paths: Readonly<Record<string, PathItem>> = { '/things': { get: tinyOperation('listThings') } },
  schemas: Readonly<Record<string, Schema>> = {},
): OpenApiDocument {
  const info = { title: 'Tiny', version: '1' };
  const document = { openapi: '3.0.3', info, paths, components: { schemas: { Thing: thing, ...schemas } } };
  return document as OpenApiDocument;
}

const thing: Schema = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };

export function tinyOperation(operationId: string, more: Partial<OperationObject> = {}): OperationObject {
  return { operationId, responses: { '200': json({ $ref: '#/components/schemas/Thing' }) }, ...more };
}

export function json(schema: Schema): { content: { 'application/json': { schema: Schema } } } {
  return { content: { 'application/json': { schema } } };
}
