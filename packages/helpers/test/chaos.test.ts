import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChaosNeon, startChaosNeon } from './chaos/chaos-neon.ts';
import { runChaos, WORKFLOWS } from './chaos/run-chaos.ts';

// CHAOS_RUNS=2000 for a long run, CHAOS_SEED=n for the one that failed.
const RUNS = Number(process.env.CHAOS_RUNS ?? 60);
const SEED = process.env.CHAOS_SEED;

let chaos: ChaosNeon;

beforeAll(async () => {
  chaos = await startChaosNeon();
});
afterAll(() => chaos?.stop());

test('whatever fails, helpers create no duplicates, leave nothing behind, change nothing else, and report what exists', async () => {
  const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, index) => index) : [Number(SEED)];
  const wrongs: string[] = [];
  const failed = new Map<string, number>();
  for (const seed of seeds) {
    const { title, failure, wrongs: found } = await runChaos(chaos, seed);
    wrongs.push(...found.map((wrong) => `CHAOS_SEED=${seed} ${title}: ${wrong}`));
    failed.set(title, (failed.get(title) ?? 0) + Number(failure !== undefined));
  }
  expect(wrongs).toEqual([]);
  if (SEED !== undefined) return;
  // Faults that never or always make a call fail would prove nothing.
  const failures = [...failed.values()].reduce((sum, count) => sum + count, 0);
  console.info(`${seeds.length} runs of ${failed.size} of ${WORKFLOWS.length} workflows, ${failures} of them failed`);
  expect(failures).toBeGreaterThan(RUNS / 20);
  expect(failures).toBeLessThan(RUNS / 2);
}, 1_800_000);

test('the same seed gives the same run', async () => {
  const { trace } = await runChaos(chaos, 7);
  await runChaos(chaos, 8);
  expect((await runChaos(chaos, 7)).trace).toEqual(trace);
  expect(trace.length).toBeGreaterThan(5);
});
