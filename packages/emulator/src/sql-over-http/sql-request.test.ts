import { expect, test } from 'vitest';
import { beginOf, readSqlRequest } from './sql-request.ts';

test.each([
  [{ query: 'SELECT 1' }, { kind: 'single', statement: { query: 'SELECT 1', params: [] } }],
  [{ queries: [{ query: 'a', params: ['1'] }] }, { kind: 'batch', statements: [{ query: 'a', params: ['1'] }] }],
])('%j is parsed as %j', (body, expected) => {
  expect(readSqlRequest(body)).toEqual(expected);
});

test.each([
  null,
  'x',
  {},
  { query: 1 },
  { query: 'a', params: 'b' },
  { queries: {} },
  { queries: [{ query: 'a' }, 1] },
])('%j is malformed', (body) => {
  expect(readSqlRequest(body).kind).toBe('malformed');
});

test.each([
  [{}, 'BEGIN'],
  [{ 'Neon-Batch-Isolation-Level': 'RepeatableRead' }, 'BEGIN ISOLATION LEVEL REPEATABLE READ'],
  [{ 'Neon-Batch-Read-Only': 'true', 'Neon-Batch-Deferrable': 'false' }, 'BEGIN READ ONLY NOT DEFERRABLE'],
  [{ 'Neon-Batch-Isolation-Level': 'Chaos' }, undefined],
  [{ 'Neon-Batch-Read-Only': 'perhaps' }, undefined],
])('headers %j begin a batch with %j', (headers, expected) => {
  expect(beginOf(new Headers(headers))).toBe(expected);
});
