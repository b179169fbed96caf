import { describe, expect, test } from 'vitest';
import { json, tinyDocument, tinyOperation } from '../../test/tiny-document.ts';
import type { Schema } from '../contract/index.ts';
import { readNpmSource } from '../source/index.ts';
import { operationModels } from './operation-model.ts';
import { type Paging, pagingOf, takesCursor } from './pagination.ts';
import { startsOperations } from './started-operations.ts';

const text = { type: 'string' };
const things = { type: 'array', items: { type: 'object', properties: { id: text } } };

function pagingOfResponse(schema: Schema, schemas: Record<string, Schema> = {}): Paging | undefined {
  const parameters = [
    { name: 'cursor', in: 'query' as const },
    { name: 'limit', in: 'query' as const, schema: { type: 'integer', maximum: 400 } },
  ];
  const get = { operationId: 'a', parameters, responses: { '200': json(schema) } };
  const document = tinyDocument({ '/a': { get } }, schemas);
  const [operation] = operationModels(document);
  return operation && pagingOf(document, operation);
}

describe('pagingOf', () => {
  test.each([
    ['pagination.cursor', { properties: { things, pagination: { properties: { cursor: text } } } }],
    ['pagination.next', { properties: { things, pagination: { properties: { next: text } } } }],
    ['next_cursor', { properties: { things, next_cursor: text } }],
    [undefined, { properties: { things, pagination: { properties: { page: text } } } }],
    [undefined, { properties: { things, cursor: text } }],
    [undefined, things],
  ])('%s', (next, schema) => {
    expect(pagingOfResponse(schema)).toEqual(next && { items: 'things', next, max: 400 });
  });

  test('looks through references and allOf', () => {
    const schemas = {
      Things: { properties: { things } },
      Page: { properties: { pagination: { $ref: '#/components/schemas/Cursor' } } },
      Cursor: { allOf: [{ properties: { cursor: text } }] },
    };
    const parts = [{ $ref: '#/components/schemas/Things' }, { $ref: '#/components/schemas/Page' }];
    expect(pagingOfResponse({ allOf: parts }, schemas)?.next).toBe('pagination.cursor');
  });

  test('ignores a list of strings', () => {
    const ids = { type: 'array', items: text };
    expect(pagingOfResponse({ properties: { ids, things, next_cursor: text } })?.items).toBe('things');
    expect(pagingOfResponse({ properties: { ids, next_cursor: text } })).toBeUndefined();
  });

  test('returns undefined for two lists', () => {
    expect(pagingOfResponse({ properties: { things, others: things, next_cursor: text } })).toBeUndefined();
  });
});

test('takesCursor looks in the query, not in the path', () => {
  const [inPath, inQuery] = operationModels(
    tinyDocument({
      '/{cursor}': { get: tinyOperation('a', { parameters: [{ name: 'cursor', in: 'path' }] }) },
      '/b': { get: tinyOperation('b', { parameters: [{ name: 'cursor', in: 'query' }] }) },
    }),
  );
  expect([inPath, inQuery].map((operation) => operation && takesCursor(operation))).toEqual([false, true]);
});

test("each of Neon's lists has items, a next cursor and a maximum page size", () => {
  const { document } = readNpmSource();
  const lists = operationModels(document).filter(takesCursor);
  expect(Object.fromEntries(lists.map((list) => [list.id, pagingOf(document, list)]))).toMatchInlineSnapshot(`
    {
      "getConsumptionHistoryPerBranchV2": {
        "items": "branches",
        "max": 1000,
        "next": "pagination.cursor",
      },
      "getConsumptionHistoryPerProject": {
        "items": "projects",
        "max": 100,
        "next": "pagination.cursor",
      },
      "getConsumptionHistoryPerProjectV2": {
        "items": "projects",
        "max": 100,
        "next": "pagination.cursor",
      },
      "getOrganizationMembers": {
        "items": "members",
        "max": 500,
        "next": "pagination.next",
      },
      "listProjectBranchBucketObjects": {
        "items": "objects",
        "max": 1000,
        "next": "next_cursor",
      },
      "listProjectBranchFunctions": {
        "items": "functions",
        "max": 1000,
        "next": "pagination.next",
      },
      "listProjectBranches": {
        "items": "branches",
        "max": 10000,
        "next": "pagination.next",
      },
      "listProjectOperations": {
        "items": "operations",
        "max": 1000,
        "next": "pagination.cursor",
      },
      "listProjects": {
        "items": "projects",
        "max": 400,
        "next": "pagination.cursor",
      },
      "listSharedProjects": {
        "items": "projects",
        "max": 400,
        "next": "pagination.cursor",
      },
    }
  `);
});

test('25 calls start operations, and listing operations is not one of them', () => {
  const { document } = readNpmSource();
  const ids = operationModels(document)
    .filter((operation) => startsOperations(document, operation))
    .map(({ id }) => id);
  expect(ids).toHaveLength(25);
  expect(ids).toContain('createProject');
  expect(ids).not.toContain('listProjectOperations');
});
