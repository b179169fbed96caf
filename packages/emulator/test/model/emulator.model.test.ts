import { seededRandom } from '@neon-api/ground';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branchCommands } from './branch-commands.ts';
import { contentCommands } from './content-commands.ts';
import { endpointCommands } from './endpoint-commands.ts';
import { keyCommands } from './key-commands.ts';
import { createModel } from './model.ts';
import { createProject, projectCommands } from './project-commands.ts';
import { startReal } from './real.ts';
import { snapshotCommands } from './snapshot-commands.ts';

/** A few in every run of the tests; NEON_MODEL_RUNS=1000 goes through as many as one likes, NEON_MODEL_SHRINK=1 shrinks. */
const RUNS = Number(process.env.NEON_MODEL_RUNS ?? 30);
const SEED = Number(process.env.NEON_MODEL_SEED ?? 20_260_301);

const commands = fc.commands(
  [...projectCommands, ...branchCommands, ...endpointCommands, ...contentCommands, ...snapshotCommands, ...keyCommands],
  { size: 'max', maxCommands: 50 },
);

test(
  'whatever is called, the emulator holds what a plain model says, and answers as the contract says',
  async () => {
    let calls = 0;
    // Without a project most commands have nothing to work on.
    const property = fc.asyncProperty(createProject, commands, fc.integer(), async (first, given, seed) => {
      const real = await startReal(seededRandom(seed));
      try {
        await fc.asyncModelRun(() => ({ model: createModel(), real }), [first, ...given]);
      } finally {
        calls += real.countCalls();
        await real.stop();
      }
    });
    const isShrinking = process.env.NEON_MODEL_SHRINK !== undefined;
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: !isShrinking });
    if (process.env.NEON_MODEL_RUNS) process.stdout.write(`${RUNS} runs, ${calls} calls\n`);
    expect(calls).toBeGreaterThan(RUNS * 10);
  },
  Math.max(60_000, RUNS * 2000),
);
