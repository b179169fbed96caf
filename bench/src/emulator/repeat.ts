import { median } from '../median.ts';

/** Measures `rounds` times in sequence and returns the median. */
export async function repeat(rounds: number, measure: (round: number) => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await measure(round));
  return median(measured);
}

/** Returns how long `work` takes, in ms. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
