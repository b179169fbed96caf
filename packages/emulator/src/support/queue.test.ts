import { expect, test } from 'vitest';
import { createQueue } from './queue.ts';

test('runs one task after another, even after a failure', async () => {
  const queue = createQueue();
  const seen: string[] = [];
  let finishFirst: () => void = () => {};
  const first = queue.run(
    () =>
      new Promise<void>((resolve) => {
        seen.push('first');
        finishFirst = resolve;
      }),
  );
  const second = queue.run(async () => {
    seen.push('second');
    throw new Error('second failed');
  });
  const third = queue.run(async () => seen.push('third'));
  await Promise.resolve();
  expect(seen).toEqual(['first']);
  finishFirst();
  await first;
  await expect(second).rejects.toThrow('second failed');
  await third;
  expect(seen).toEqual(['first', 'second', 'third']);
});
