import { expect, test } from 'vitest';
import { createVirtualClock } from './virtual-clock.ts';

test('does not move until it is advanced', async () => {
  const clock = createVirtualClock(1000);
  const woken: number[] = [];
  void clock.sleep(50).then(() => woken.push(clock.now()));
  await clock.advance(49);
  expect({ now: clock.now(), woken }).toEqual({ now: 1049, woken: [] });
  await clock.advance(1);
  expect(woken).toEqual([1050]);
});

test('wakes repeated sleeps at their own times within one advance', async () => {
  const clock = createVirtualClock(0);
  const woken: [string, number][] = [];
  async function tick(name: string, ms: number): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await clock.sleep(ms);
      woken.push([name, clock.now()]);
    }
  }
  void tick('a', 20);
  void tick('b', 30);
  await clock.advance(60);
  expect(woken).toEqual([
    ['a', 20],
    ['b', 30],
    ['a', 40],
    ['b', 60],
    ['a', 60],
  ]);
  expect(clock.now()).toBe(60);
});

test('rejects an aborted sleep and leaves no timer behind', async () => {
  const clock = createVirtualClock(0);
  const controller = new AbortController();
  const sleeping = clock.sleep(10, controller.signal);
  controller.abort(new Error('enough'));
  await expect(sleeping).rejects.toThrow('enough');
  await expect(clock.sleep(10, controller.signal)).rejects.toThrow('enough');
  expect(clock.timers.size).toBe(0);
});

test('advances until the work ends, and no further', async () => {
  const clock = createVirtualClock(0);
  void clock.sleep(10_000);
  expect(
    await clock.advanceUntil(
      clock
        .sleep(10)
        .then(() => clock.sleep(5))
        .then(() => 'done'),
    ),
  ).toBe('done');
  expect(clock.now()).toBe(15);
  await expect(clock.advanceUntil(Promise.reject(new Error('work failed')))).rejects.toThrow('work failed');
});

test('jumps without any time passing', async () => {
  const clock = createVirtualClock(1000);
  const sleeping = clock.sleep(10);
  clock.jump(-500);
  expect([clock.now(), clock.monotonicNow(), clock.timers.size]).toEqual([500, 1000, 1]);
  await clock.advanceUntil(sleeping);
  expect([clock.now(), clock.monotonicNow(), clock.timers.size]).toEqual([510, 1010, 0]);
});
