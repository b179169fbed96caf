import { createVirtualClock, type VirtualClock } from '@neon-api/ground';
import type { Operation } from '@neon-api/types';
import { describe, expect, test } from 'vitest';
import { makeOperation } from '../../test/operation.ts';
import { stubFetch } from '../../test/stub-fetch.ts';
import { createNeonClient, type NeonCaller } from '../client/index.ts';
import { waitForOperations } from './index.ts';
import type { WaitProgress } from './wait-options.ts';

type Script = (elapsedMs: number) => Partial<Operation>;

interface Setting {
  readonly neon: NeonCaller;
  readonly clock: VirtualClock;
  readonly started: Operation[];
  readonly paths: () => string[];
}

/** A Neon whose operations are functions of the elapsed time. */
function settingOf(...scripts: Script[]): Setting {
  const clock = createVirtualClock();
  const startedAt = clock.now();
  const read = (): Operation[] =>
    scripts.map((script, index) => makeOperation({ id: `op-${index}`, ...script(clock.now() - startedAt) }));
  const { fetch, sent } = stubFetch(({ url }) => {
    const id = new URL(url).pathname.split('/')[6];
    const operations = read();
    return Response.json(id ? { operation: operations.find((operation) => operation.id === id) } : { operations });
  });
  const neon = createNeonClient({ apiKey: 'test-key', fetch, clock, random: () => 0.5 });
  const paths = (): string[] => sent.map(({ url }) => new URL(url).pathname.replace('/api/v2', ''));
  return { neon, clock, started: read(), paths };
}

const until =
  (endMs: number, end: Partial<Operation> = { status: 'finished' }): Script =>
  (elapsedMs) =>
    elapsedMs < endMs ? { status: 'running' } : end;

describe('waitForOperations', () => {
  test.each([[undefined], [{}], [{ operations: [] }], [[]]])('resolves at once for %j', async (from) => {
    const { neon, paths } = settingOf();
    expect(await waitForOperations(neon, from)).toEqual([]);
    expect(paths()).toEqual([]);
  });

  test('sends no request if all operations have ended', async () => {
    const { neon, paths, started } = settingOf(until(0), until(0, { status: 'skipped' }));
    expect(await waitForOperations(neon, started)).toEqual(started);
    expect(paths()).toEqual([]);
  });

  test.each([300, 4_000, 60_000])(
    'detects completion after %i ms within a tenth of that, at most a second',
    async (endMs) => {
      const { neon, clock, started, paths } = settingOf(until(endMs));
      const startedAt = clock.now();
      const [ended] = await clock.advanceUntil(waitForOperations(neon, { operations: started }));
      expect(ended?.status).toBe('finished');
      expect(clock.now() - startedAt - endMs).toBeLessThanOrEqual(Math.min(Math.max(25, endMs / 10), 1_000));
      expect(paths().length).toBeLessThan(120);
      expect(clock.timers.size).toBe(0);
    },
  );

  test('polls several operations of a project with one request per round, the last one by id', async () => {
    const { neon, clock, started, paths } = settingOf(until(20), until(30), until(60));
    await clock.advanceUntil(waitForOperations(neon, started));
    const project = '/projects/quiet-field-12345678/operations';
    expect(paths()).toEqual([project, project, `${project}/op-2`]);
  });

  test.each([1, 2, 3, 9])(
    'detects the early completion of %i operations in time, within Neon’s limits',
    async (count) => {
      for (let endMs = 50; endMs < 3_000; endMs += 59) {
        const { neon, clock, started } = settingOf(...Array.from({ length: count }, () => until(endMs)));
        const startedAt = clock.now();
        await clock.advanceUntil(waitForOperations(neon, started));
        expect(clock.now() - startedAt - endMs).toBeLessThanOrEqual(Math.max(25, endMs / 10));
      }
    },
  );

  test('reports every operation that did not succeed, after the others have ended', async () => {
    const { neon, clock, started } = settingOf(
      until(100, { status: 'error', error: 'no space at postgres://a:hidden@h/d', action: 'create_branch' }),
      until(5_000),
      until(200, { status: 'cancelled' }),
    );
    const error = await clock.advanceUntil(waitForOperations(neon, started).catch((thrown) => thrown));
    expect(error).toMatchObject({ name: 'NeonOperationError', outcome: 'unknown', pending: [] });
    expect(error.operations.map(({ id }: Operation) => id)).toEqual(['op-0', 'op-2']);
    expect(error.message).toContain(
      '2 of 3 operations did not succeed: create_branch op-0 (error) of project quiet-field',
    );
    expect(error.message).toContain('no space at postgres://a:[redacted]@h/d; start_compute op-2 (cancelled)');
    expect(JSON.stringify(error)).not.toContain('hidden');
  });

  test('waits for the others only for the grace period once an operation did not succeed', async () => {
    const { neon, clock, started } = settingOf(until(0, { status: 'error' }), () => ({ status: 'scheduling' }));
    const startedAt = clock.now();
    const error = await clock.advanceUntil(waitForOperations(neon, started).catch((thrown) => thrown));
    expect(error.message).toContain('Still running: start_compute op-1 (scheduling)');
    expect(clock.now() - startedAt).toBe(30_000);
  });

  test('waits for Neon to retry a failed operation, and does not poll before that', async () => {
    const retry_at = new Date(createVirtualClock().now() + 90_000).toISOString();
    const { neon, clock, started, paths } = settingOf(until(91_000, { status: 'finished' }));
    const failed = started.map((operation): Operation => ({ ...operation, status: 'failed', retry_at }));
    const [ended] = await clock.advanceUntil(waitForOperations(neon, failed));
    expect(ended?.status).toBe('finished');
    expect(paths().length).toBeLessThan(4);
  });

  test('gives up on a failed operation after the grace period', async () => {
    const { neon, clock, started } = settingOf(() => ({ status: 'failed', error: 'compute did not start' }));
    const startedAt = clock.now();
    const wait = waitForOperations(neon, started, { failedGraceMs: 5_000 });
    await expect(clock.advanceUntil(wait)).rejects.toThrow('compute did not start');
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(5_000);
    expect(clock.now() - startedAt).toBeLessThan(6_000);
  });

  test('restarts the grace period with every new failure', async () => {
    const { neon, clock, started } = settingOf((elapsedMs) =>
      elapsedMs < 9_000 ? { status: 'failed', failures_count: Math.floor(elapsedMs / 3_000) } : { status: 'finished' },
    );
    const [ended] = await clock.advanceUntil(waitForOperations(neon, started, { failedGraceMs: 5_000 }));
    expect(ended?.status).toBe('finished');
  });

  test('ends at the deadline, and reports what it waited for', async () => {
    const { neon, clock, started } = settingOf(until(Number.POSITIVE_INFINITY), until(10));
    const startedAt = clock.now();
    const error = await clock.advanceUntil(
      waitForOperations(neon, started, { timeoutMs: 2_000 }).catch((thrown) => thrown),
    );
    expect(clock.now() - startedAt).toBe(2_000);
    expect(error).toMatchObject({ name: 'NeonTimeoutError', timeoutMs: 2_000, pending: [{ id: 'op-0' }] });
    expect(error.message).toBe(
      '1 of 2 operations did not end within 2000 ms: start_compute op-0 (running) of project quiet-field-12345678. ' +
        'They are still running at Neon: wait again with error.token, or raise timeoutMs.',
    );
  });

  test('ends at the deadline even if a poll hangs', async () => {
    const clock = createVirtualClock();
    const neon = createNeonClient({ apiKey: 'test-key', fetch: () => new Promise(() => undefined), clock });
    const wait = waitForOperations(neon, [makeOperation()], { timeoutMs: 3_000 });
    await expect(clock.advanceUntil(wait)).rejects.toThrow('did not end within 3000 ms');
    expect(clock.timers.size).toBe(0);
  });

  test('reports progress, and ignores a callback that throws or rejects', async () => {
    const { neon, clock, started } = settingOf(until(30), until(60));
    const seen: WaitProgress[] = [];
    const onProgress = (progress: WaitProgress): void => {
      seen.push(progress);
      throw new Error('display broke');
    };
    await clock.advanceUntil(waitForOperations(neon, started, { onProgress }));
    expect(seen[0]).toMatchObject({ total: 2, finished: 0, elapsedMs: 0, pending: [{ id: 'op-0' }, { id: 'op-1' }] });
    expect(seen.at(-1)).toMatchObject({ total: 2, finished: 2, pending: [] });
    expect(seen.map(({ finished }) => finished)).toEqual([...seen.map(({ finished }) => finished)].sort());
    const rejecting = async (): Promise<void> => Promise.reject(new Error('display broke'));
    await waitForOperations(neon, [makeOperation({ status: 'finished' })], {
      onProgress: () => void rejecting().catch(() => 0),
    });
  });

  test('can be aborted before, during a sleep and during a poll, and leaves no timer', async () => {
    const reason = new Error('enough');
    const { neon, clock, started } = settingOf(until(Number.POSITIVE_INFINITY));
    await expect(waitForOperations(neon, started, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const hanging = createNeonClient({ apiKey: 'test-key', fetch: () => new Promise(() => undefined), clock });
    for (const [client, afterMs] of [
      [neon, 10],
      [hanging, 100],
    ] as const) {
      const controller = new AbortController();
      const wait = waitForOperations(client, started, { signal: controller.signal });
      await clock.advance(afterMs);
      expect(clock.timers.size).toBeGreaterThan(0);
      controller.abort(reason);
      await expect(wait).rejects.toBe(reason);
      expect(clock.timers.size).toBe(0);
    }
  });

  test('throws what a poll throws', async () => {
    const { fetch } = stubFetch(() => Response.json({ code: '', message: 'not allowed' }, { status: 403 }));
    const clock = createVirtualClock();
    const neon = createNeonClient({ apiKey: 'test-key', fetch, clock });
    await expect(clock.advanceUntil(waitForOperations(neon, [makeOperation()]))).rejects.toMatchObject({ status: 403 });
  });

  test('refuses unknown options and malformed operations', async () => {
    const { neon } = settingOf();
    await expect(waitForOperations(neon, [], { timeout: 1 } as object)).rejects.toThrow('did you mean timeoutMs?');
    await expect(waitForOperations(neon, [{ id: 'x' }])).rejects.toThrow('lacks id, project_id or status');
    await expect(waitForOperations(neon, { operations: 'x' })).rejects.toThrow('not an array');
  });
});
