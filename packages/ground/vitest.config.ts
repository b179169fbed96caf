import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'ground',
    include: ['src/**/*.test.ts'],
    testTimeout: 30_000,
    isolate: false,
    setupFiles: ['src/testing/leave-nothing-behind.ts'],
  },
});
