import type { Queue } from './queue.ts';

/** Runs up to `count` things at once, and further ones in their order as soon as one is done. */
export function createSlots(count: number): Queue {
  const waiting: Array<() => void> = [];
  let free = count;
  return {
    async run(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
