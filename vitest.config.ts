import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'examples/*',
      {
        extends: true,
        test: { name: 'repository', include: ['scripts/**/*.test.ts'], exclude: ['scripts/consumers/fixtures/**'] },
      },
    ],
    testTimeout: 30_000,
    // One less than there are cores by default, which is one on a machine of two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    hookTimeout: 60_000,
    reporters: ['default', 'json'],
    outputFile: { json: '.cache/vitest.json' },
  },
});
