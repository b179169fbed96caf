import { describe, expect, test } from 'vitest';
import { makeOperation } from '../../test/operation.ts';
import { simulateNeon, until } from '../../test/simulated-neon.ts';
import { operationsToken, waitForOperations } from './index.ts';
import type { WaitProgress } from './wait-options.ts';

const project_id = 'quiet-field-12345678';
const save = (value: unknown): object => JSON.parse(JSON.stringify(value)) as object;

describe('operationsToken', () => {
  test('contains the operations of a response', () => {
    const operations = [makeOperation({ id: 'a' }), makeOperation({ id: 'b' }), makeOperation({ id: 'a' })];
    const token = { v: 1, projectId: project_id, operationIds: ['a', 'b'] };
    expect(operationsToken({ operations })).toEqual(token);
    expect(operationsToken(operations)).toEqual(token);
    expect(operationsToken(operationsToken(operations))).toEqual(token);
  });

  test('is empty if there is nothing to wait for', async () => {
    const { neon, asked } = simulateNeon([]);
    const token = operationsToken(undefined);
    expect(token).toEqual({ v: 1, projectId: '', operationIds: [] });
    expect(await waitForOperations(neon, save(token))).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('throws for operations of several projects', () => {
    const operations = [makeOperation({ id: 'a' }), makeOperation({ id: 'b', project_id: 'other' })];
    expect(() => operationsToken(operations)).toThrow('belong to several projects. Make one token per project.');
  });
});

describe('a wait for a token', () => {
  test('polls at once, and reports progress after that', async () => {
    const { neon, clock, started, asked } = simulateNeon([until(-1), until(100), until(-1)]);
    const seen: WaitProgress[] = [];
    const wait = waitForOperations(neon, save(operationsToken(started)), {
      onProgress: (progress) => void seen.push(progress),
    });
    expect(await clock.advanceUntil(wait)).toMatchObject([
      { id: 'op-0' },
      { id: 'op-1', status: 'finished' },
      { id: 'op-2' },
    ]);
    expect(asked[0]).toBe(`/projects/${project_id}/operations`);
    expect(seen[0]).toMatchObject({ total: 3, finished: 2, elapsedMs: 0, statuses: { finished: 2, running: 1 } });
  });

  test('accepts a list of tokens, responses and operations', async () => {
    const { neon, clock, started } = simulateNeon([until(10), until(20), until(30)]);
    const [first, second, third] = started;
    const mixed = [operationsToken([first]), { operations: [second] }, third];
    const ended = await clock.advanceUntil(waitForOperations(neon, mixed));
    expect(ended.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'op-0 finished',
      'op-1 finished',
      'op-2 finished',
    ]);
  });

  test('reports at its deadline the operations that it could not read', async () => {
    const { neon, clock, started } = simulateNeon([until(0)], Array(9).fill('hang'));
    const token = operationsToken(started);
    const error = await clock.advanceUntil(waitForOperations(neon, token, { timeoutMs: 10 }).catch((thrown) => thrown));
    expect(error).toMatchObject({ name: 'NeonTimeoutError', pending: [], finished: [], token });
    expect(error.message).toContain(`operation op-0 of project ${project_id}`);
  });

  test.each<[unknown, string]>([
    [{ v: 2, projectId: 'p', operationIds: ['a'] }, 'version 2'],
    [{ projectId: 'p', operationIds: ['a'] }, 'version undefined'],
    [{ v: '1', projectId: 'p', operationIds: ['a'] }, 'version "1"'],
    [{ v: 1 }, 'malformed'],
    [{ v: 1, projectId: 'p', operationIds: 'a' }, 'malformed'],
    [{ v: 1, projectId: 'p', operationIds: [1] }, 'malformed'],
    [{ v: 1, projectId: 'p', operationIds: [''] }, 'malformed'],
    [{ v: 1, projectId: '', operationIds: ['a'] }, 'malformed'],
    [{ v: 1, projectId: 7, operationIds: [] }, 'malformed'],
    ['{"v":1}', 'a string has no operations'],
    [null, 'null has no operations'],
    [7, 'a number has no operations'],
    [[null], 'null has no operations'],
    [[{ id: 'x' }], 'lacks id, project_id or status'],
  ])('%j is refused before anything is sent', async (from, why) => {
    const { neon, asked } = simulateNeon([]);
    const error = await waitForOperations(neon, from as object).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'NeonUsageError', message: expect.stringContaining(why) });
    expect(asked).toEqual([]);
  });
});
