import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'fleet',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What files import is loaded once for all of them; none of them changes anything that another could see.
    isolate: false,
    setupFiles: ['../ground/src/testing/leave-nothing-behind.ts'],
  },
});
