import type { Queue } from '../../support/index.ts';

/** Creates a queue that runs up to `count` tasks at once, in order. */
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
