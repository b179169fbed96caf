import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'emulator',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Files leave nothing behind for each other, as emulators in one process must not either.
    isolate: false,
    setupFiles: ['../ground/src/testing/leave-nothing-behind.ts'],
  },
});
