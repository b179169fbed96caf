import { expect, test } from 'vitest';
import { createSlots } from './slots.ts';

test('runs as many tasks at once as there are slots, even after failures', async () => {
  const slots = createSlots(2);
  const started: number[] = [];
  const ends: Array<(isGood: boolean) => void> = [];
  const runs = Array.from({ length: 5 }, (_, index) =>
    slots.run(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(index);
          ends.push((isGood) => (isGood ? resolve(index) : reject(new Error(`${index} failed`))));
        }),
    ),
  );
  const results = Promise.allSettled(runs);
  expect(started).toEqual([0, 1]);
  ends[1]?.(false);
  await expect(runs[1]).rejects.toThrow('1 failed');
  expect(started).toEqual([0, 1, 2]);
  ends[0]?.(true);
  await runs[0];
  expect(started).toEqual([0, 1, 2, 3]);
  for (let index = 2; index < 5; index += 1) {
    await expect.poll(() => ends.length).toBeGreaterThan(index);
    ends[index]?.(true);
  }
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
