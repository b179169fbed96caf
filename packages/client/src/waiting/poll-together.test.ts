import { describe, expect, test } from 'vitest';
import { simulateNeon, until } from '../../test/simulated-neon.ts';
import { waitForOperations } from './index.ts';

const LIST = '/projects/quiet-field-12345678/operations';

describe('several waits of one client', () => {
  test('share their polls of a project', async () => {
    const single = simulateNeon([until(5_000)]);
    await single.clock.advanceUntil(waitForOperations(single.neon, single.started));

    const scripts = Array.from({ length: 20 }, () => until(5_000));
    const { neon, clock, started, asked } = simulateNeon(scripts);
    await clock.advanceUntil(Promise.all(started.map((operation) => waitForOperations(neon, [operation]))));
    expect(asked.length).toBeLessThanOrEqual(single.asked.length + 1);
    expect(new Set(asked)).toEqual(new Set([LIST]));
  });

  test('all detect completion in time, whenever they began', async () => {
    const scripts = [until(10_000), until(10_000), until(10_500)];
    const { neon, clock, started } = simulateNeon(scripts);
    const origin = clock.now();
    const lateMs = started.map(async (operation, index) => {
      await clock.sleep(index * 4_000);
      await waitForOperations(neon, [operation]);
      return clock.now() - origin - (index === 2 ? 10_500 : 10_000);
    });
    const [oldest = 0, middle = 0, youngest = 0] = await clock.advanceUntil(Promise.all(lateMs));
    expect(Math.max(oldest, middle)).toBeLessThanOrEqual(600);
    expect(youngest).toBeLessThanOrEqual(250);
    expect(clock.timers.size).toBe(0);
  });

  test('of different projects neither share polls nor wait for each other', async () => {
    const { neon, clock, started, asked } = simulateNeon([
      until(300),
      (elapsedMs) => ({ ...until(60_000)(elapsedMs), project_id: 'other' }),
    ]);
    const origin = clock.now();
    const [first, second] = started.map((operation) => waitForOperations(neon, [operation]).then(() => clock.now()));
    expect((await clock.advanceUntil(first ?? Promise.resolve(0))) - origin).toBeLessThanOrEqual(330);
    expect((await clock.advanceUntil(second ?? Promise.resolve(0))) - origin).toBeLessThanOrEqual(61_000);
    expect(new Set(asked)).toEqual(new Set([`${LIST}/op-0`, '/projects/other/operations/op-1']));
  });

  test('continue if one is aborted, during a sleep or a poll', async () => {
    for (const hang of [false, true]) {
      const { neon, clock, started, running } = simulateNeon([until(900), until(900)], hang ? ['hang'] : []);
      const controller = new AbortController();
      const reason = new Error('enough');
      const [first, second] = started;
      const aborted = waitForOperations(neon, [first], { signal: controller.signal });
      const other = waitForOperations(neon, [second], { timeoutMs: 2_000 });
      await clock.advance(30);
      expect(running()).toBe(hang ? 1 : 0);
      controller.abort(reason);
      await expect(aborted).rejects.toBe(reason);
      expect(running()).toBe(0);
      expect(await clock.advanceUntil(other)).toEqual([expect.objectContaining({ id: 'op-1' })]);
      expect([clock.timers.size, running()]).toEqual([0, 0]);
    }
  });

  test('send their own requests if the request of another hangs', async () => {
    const { neon, clock, started, running } = simulateNeon([until(900), until(900)], ['hang']);
    const startedAt = clock.now();
    const controller = new AbortController();
    const hung = waitForOperations(neon, started.slice(0, 1), { signal: controller.signal });
    expect(await clock.advanceUntil(waitForOperations(neon, started.slice(1)))).toMatchObject([{ status: 'finished' }]);
    expect(clock.now() - startedAt).toBeLessThan(1_200);
    expect(running()).toBe(1);
    controller.abort(new Error('enough'));
    await expect(hung).rejects.toThrow('enough');
  });

  test('do not fail if one of them waits for an unknown operation', async () => {
    const { neon, clock, started } = simulateNeon([until(900)]);
    const unknown = { ...started[0], id: 'unknown' };
    const wait = (operation: object): Promise<unknown> =>
      waitForOperations(neon, [operation]).catch((error: Error) => error.name);
    for (const order of [
      [unknown, ...started],
      [...started, unknown],
    ]) {
      const ends = await clock.advanceUntil(Promise.all(order.map(wait)));
      expect(ends).toEqual(order.map((one) => (one === unknown ? 'NeonApiError' : [expect.anything()])));
    }
  });

  test('cancel a request if the last of them is aborted', async () => {
    const { neon, clock, started, running } = simulateNeon([until(900)], ['hang']);
    const controller = new AbortController();
    const wait = waitForOperations(neon, started, { signal: controller.signal });
    await clock.advance(30);
    expect(running()).toBe(1);
    controller.abort(new Error('enough'));
    await expect(wait).rejects.toThrow('enough');
    expect([clock.timers.size, running()]).toEqual([0, 0]);
  });

  test('include a wait that begins during a poll in the next round', async () => {
    const { neon, clock, started, asked } = simulateNeon([until(100), until(100)]);
    const [first, second] = started;
    const late = new Promise<unknown>((resolve) => {
      const simulated = waitForOperations(neon, [first], {
        onProgress: ({ elapsedMs }) => {
          if (elapsedMs > 0) resolve(simulated.then(() => waitForOperations(neon, [second])));
        },
      });
    });
    expect(await clock.advanceUntil(late)).toMatchObject([{ id: 'op-1', status: 'finished' }]);
    expect(asked.at(-1)).toBe(`${LIST}/op-1`);
  });
});
