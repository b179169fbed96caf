import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

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
        },
      },
    ],
    testTimeout: 30_000,
    // More than there are cores: many tests wait for processes of their own.
    maxWorkers: availableParallelism() + 2,
    hookTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.cache/vitest.json' },
  },
});
