import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'client',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // As many runs of a property as one likes take as long as they take.
    testTimeout: process.env.NEON_PROPERTY_RUNS ? 1_200_000 : 30_000,
    hookTimeout: 60_000,
    // What files import is loaded once for all of them; none of them changes anything that another could see.
    isolate: false,
    setupFiles: ['../ground/src/testing/leave-nothing-behind.ts'],
  },
});
