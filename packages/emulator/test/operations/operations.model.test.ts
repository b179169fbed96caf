import { seededRandom } from '@neon-api/ground';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startReal } from '../model/real.ts';
import { createContentDataPlane } from './content-data-plane.ts';
import { aSequence, runStep, SEED, SEQUENCES } from './run-sequence.ts';
import { withTrouble } from './trouble.ts';
import { createWorld, readLists } from './world.ts';

const RUNS = SEQUENCES ?? 40;

test(
  'after any failure, every branch is ready or gone, and the data plane agrees with the API',
  async () => {
    const count = { good: 0, bad: 0 };
    const property = fc.asyncProperty(aSequence, fc.integer(), async (steps, seed) => {
      const memory = createContentDataPlane();
      const plane = withTrouble(memory);
      const real = await startReal(seededRandom(seed), { dataPlane: plane.dataPlane });
      try {
        const world = await createWorld(real, plane, {
          write: async (branchId, row) => memory.write(branchId, row),
          read: async (branchId) => memory.readRows(branchId),
        });
        for (const step of steps) {
          await runStep(world, step);
          const { endpoints } = await readLists(world);
          expect(new Map(endpoints.map(({ id, branch_id: branchId }) => [id, branchId]))).toEqual(memory.open);
          const active = endpoints.filter(({ current_state: state }) => state === 'active');
          expect(new Set(active.map(({ id }) => id))).toEqual(memory.running);
        }
        count.good += world.count.good;
        count.bad += world.count.bad;
      } finally {
        await real.stop();
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
    if (SEQUENCES) process.stdout.write(`${RUNS} sequences: ${count.good} calls succeeded, ${count.bad} failed\n`);
    expect(count.bad).toBeGreaterThan(RUNS / 2);
    expect(count.good).toBeGreaterThan(RUNS / 2);
  },
  Math.max(60_000, RUNS * 2000),
);
