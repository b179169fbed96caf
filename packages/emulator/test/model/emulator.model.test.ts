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

/** NEON_MODEL_RUNS sets the number of sequences, and NEON_MODEL_SHRINK=1 shrinks a failing one. */
const RUNS = Number(process.env.NEON_MODEL_RUNS ?? 30);
const SEED = Number(process.env.NEON_MODEL_SEED ?? 20_260_301);

const commands = fc.commands(
  [...projectCommands, ...branchCommands, ...endpointCommands, ...contentCommands, ...snapshotCommands, ...keyCommands],
  { size: 'max', maxCommands: 50 },
);

test(
  'after any sequence of calls, the emulator matches a simple model, and its responses match the contract',
  async () => {
    let calls = 0;
    // Most commands need a project.
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
