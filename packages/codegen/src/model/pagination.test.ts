import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { Schema } from '../contract/index.ts';
import { readNpmSource } from '../source/index.ts';
import { operationModels } from './operation-model.ts';
import { paginationDialect, takesCursor } from './pagination.ts';

const text = { type: 'string' };

function dialectOf(schema: Schema, schemas: Record<string, Schema> = {}): string | undefined {
  const document = tinyDocument({ '/a': { get: { operationId: 'a', responses: { '200': json(schema) } } } }, schemas);
  const [operation] = operationModels(document);
  return operation && paginationDialect(document, operation);
}

describe('paginationDialect', () => {
  test.each([
    ['cursor', { properties: { pagination: { properties: { cursor: text } } } }],
    ['next', { properties: { pagination: { properties: { next: text } } } }],
    ['nextCursor', { properties: { next_cursor: text } }],
    [undefined, { properties: { pagination: { properties: { page: text } } } }],
    [undefined, { properties: { cursor: text } }],
    [undefined, { type: 'array' }],
  ])('%s', (expected, schema) => {
    expect(dialectOf(schema)).toBe(expected);
  });

  test('looks through references and allOf', () => {
    const schemas = {
      Page: { properties: { pagination: { $ref: '#/components/schemas/Cursor' } } },
      Cursor: { allOf: [{ properties: { cursor: text } }] },
    };
    expect(
      dialectOf({ allOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/Page' }] }, schemas),
    ).toBe('cursor');
  });
});

test('takesCursor asks the query, not the path', () => {
  const [inPath, inQuery] = operationModels(
    tinyDocument({
      '/{cursor}': { get: tinyOperation('a', { parameters: [{ name: 'cursor', in: 'path' }] }) },
      '/b': { get: tinyOperation('b', { parameters: [{ name: 'cursor', in: 'query' }] }) },
    }),
  );
  expect([inPath, inQuery].map((operation) => operation && takesCursor(operation))).toEqual([false, true]);
});

test("each of Neon's lists names its next page in a known way", () => {
  const { document } = readNpmSource();
  const lists = operationModels(document).filter(takesCursor);
  expect(Object.fromEntries(lists.map((list) => [list.id, paginationDialect(document, list)]))).toMatchInlineSnapshot(`
    {
      "getConsumptionHistoryPerBranchV2": "cursor",
      "getConsumptionHistoryPerProject": "cursor",
      "getConsumptionHistoryPerProjectV2": "cursor",
      "getOrganizationMembers": "next",
      "listProjectBranchBucketObjects": "nextCursor",
      "listProjectBranchFunctions": "next",
      "listProjectBranches": "next",
      "listProjectOperations": "cursor",
      "listProjects": "cursor",
      "listSharedProjects": "cursor",
    }
  `);
});
