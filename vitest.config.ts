import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongProjectsFirst } from './scripts/long-projects-first.ts';

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'examples/*',
      'site',
      'action',
      {
        extends: true,
        test: {
          name: 'repository',
          include: ['scripts/**/*.test.ts'],
          exclude: ['scripts/consumers/fixtures/**'],
          globalSetup: 'scripts/pack-for-tests.ts',
          // What files import, such as the compiler, is loaded once for all of them.
          isolate: false,
          setupFiles: ['packages/ground/src/testing/leave-nothing-behind.ts'],
        },
      },
    ],
    globalSetup: 'scripts/memory-folder.ts',
    testTimeout: 30_000,
    // More than there are cores: many tests wait for processes of their own.
    maxWorkers: availableParallelism() + 2,
    hookTimeout: 60_000,
    sequence: { sequencer: LongProjectsFirst },
    reporters: ['default', 'json'],
    outputFile: { json: '.cache/vitest.json' },
  },
});
