import { describe, expect, test } from 'vitest';
import { type Fault, simulateNeon, until } from '../../test/simulated-neon.ts';
import type { NeonCaller } from '../client/index.ts';
import { operationsToken, pollOperations, waitForOperations } from './index.ts';

describe('pollOperations', () => {
  test('yields progress from start to end, and returns the operations', async () => {
    const { neon, clock, started } = simulateNeon([until(30), until(60)]);
    const polling = pollOperations(neon, started);
    const seen: string[] = [];
    const draw = async (): Promise<unknown> => {
      for (;;) {
        const { value, done } = await polling.next();
        if (done) return value;
        seen.push(JSON.stringify(value.statuses));
      }
    };
    expect(await clock.advanceUntil(draw())).toMatchObject([{ status: 'finished' }, { status: 'finished' }]);
    expect([seen[0], seen.at(-1)]).toEqual(['{"running":2}', '{"finished":2}']);
  });

  test('throws what a wait throws', async () => {
    const { neon, clock, started } = simulateNeon([until(30, { status: 'error' })]);
    const draw = async (): Promise<void> => {
      for await (const _ of pollOperations(neon, started));
    };
    await expect(clock.advanceUntil(draw())).rejects.toMatchObject({ name: 'NeonOperationError' });
    expect(() => pollOperations(neon, started, { timeout: 1 } as object)).toThrow('did you mean timeoutMs?');
    expect(() => pollOperations(neon, 'x' as unknown as object)).toThrow('has no operations');
  });

  test('cancels its request on break, and on return() during a request', async () => {
    const { neon, clock, started, running, asked } = simulateNeon([until(900)], ['hang']);
    for await (const _ of pollOperations(neon, started)) break;
    expect([clock.timers.size, asked.length]).toEqual([0, 0]);
    const polling = pollOperations(neon, started);
    await polling.next();
    const next = polling.next();
    await clock.advance(30);
    expect(running()).toBe(1);
    await polling.return(undefined);
    expect(await next).toEqual({ value: undefined, done: true });
    expect([clock.timers.size, running()]).toEqual([0, 0]);
  });
});

describe('a wait that fails', () => {
  test('reports finished, failed and pending operations, and a token for the pending ones', async () => {
    const { neon, clock, started } = simulateNeon([
      until(10),
      until(20, { status: 'error', error: 'disk full' }),
      until(Number.POSITIVE_INFINITY),
    ]);
    const error = await clock.advanceUntil(waitForOperations(neon, started).catch((thrown) => thrown));
    const gathered = {
      finished: [{ id: 'op-0' }],
      operations: [{ id: 'op-1', error: 'disk full' }],
      pending: [{ id: 'op-2', status: 'running' }],
      token: operationsToken([started[2]]),
    };
    expect(error).toMatchObject(gathered);
    expect(JSON.parse(JSON.stringify(error))).toMatchObject(gathered);
  });

  test('reports the same at its deadline', async () => {
    const { neon, clock, started } = simulateNeon([until(10), until(Number.POSITIVE_INFINITY)]);
    const error = await clock.advanceUntil(
      waitForOperations(neon, started, { timeoutMs: 99 }).catch((thrown) => thrown),
    );
    expect(error).toMatchObject({
      name: 'NeonTimeoutError',
      finished: [{ id: 'op-0' }],
      pending: [{ id: 'op-1' }],
      token: operationsToken([started[1]]),
    });
  });

  test('has no token for operations of several projects, but pending continues the wait', async () => {
    const other = (elapsedMs: number): object => ({ ...until(5_000)(elapsedMs), project_id: 'other' });
    const { neon, clock, started } = simulateNeon([until(5_000), other]);
    const error = await clock.advanceUntil(
      waitForOperations(neon, started, { timeoutMs: 99 }).catch((thrown) => thrown),
    );
    expect(error).not.toHaveProperty('token');
    expect(await clock.advanceUntil(waitForOperations(neon, error.pending))).toHaveLength(2);
  });

  test.each<[Fault, number]>([
    ['nonsense', 1],
    ['null', 1],
    ['nonsense', 3],
    ['null', 3],
    ['html', 1],
    ['cut', 3],
  ])('reports a response of %s for %i operations', async (fault, count) => {
    const { neon, clock, started } = simulateNeon(
      Array.from({ length: count }, () => until(900)),
      Array(60).fill(fault),
    );
    const error = await clock.advanceUntil(waitForOperations(neon, started).catch((thrown) => thrown));
    expect(error).toMatchObject({
      name: 'NeonApiError',
      status: 200,
      operationId: count > 1 ? 'listProjectOperations' : 'getProjectOperation',
    });
    expect(clock.timers.size).toBe(0);
  });

  test('reports a response about another operation', async () => {
    const { neon, clock, started } = simulateNeon([until(900)]);
    const other = { operation: { ...started[0], id: 'op-9', status: 'finished' } };
    const call: NeonCaller['call'] = async <Answer>() => other as Answer;
    const wait = waitForOperations({ ...neon, call }, started);
    await expect(clock.advanceUntil(wait)).rejects.toMatchObject({
      name: 'NeonApiError',
      operationId: 'getProjectOperation',
    });
  });

  test('reads operations one by one if they are not on the first page of the list', async () => {
    const { neon, clock, started, asked } = simulateNeon([until(20), until(20), until(20)]);
    const call: NeonCaller['call'] = async <Answer>(...[operation, ...rest]: Parameters<NeonCaller['call']>) =>
      operation.id === 'listProjectOperations' ? ({ operations: [] } as Answer) : neon.call<Answer>(operation, ...rest);
    expect(await clock.advanceUntil(waitForOperations({ ...neon, call }, started))).toHaveLength(3);
    expect(asked.every((path) => path.split('/').length === 5)).toBe(true);
  });
});
