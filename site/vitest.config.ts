import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'site',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: 'test/support/name-build.ts',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    isolate: false,
    setupFiles: ['../packages/ground/src/testing/leave-nothing-behind.ts'],
  },
});
