import { median } from '../median.ts';

/** The median of so many measurements, one after the other. */
export async function repeat(rounds: number, measure: (round: number) => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) measured.push(await measure(round));
  return median(measured);
}

/** How long something takes, in ms. */
export async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
