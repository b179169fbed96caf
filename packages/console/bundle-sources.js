import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = join(import.meta.dirname, '..');

/** The module behind each entry. The client's default entry only adds the methods of openapi-fetch (decision 30). */
const ENTRIES = {
  '@neon-api/client': 'client/src/minimal.ts',
  '@neon-api/client/minimal': 'client/src/minimal.ts',
  '@neon-api/client/operations': 'client/src/generated/operations.ts',
  '@neon-api/helpers': 'helpers/src/index.ts',
};

/**
 * An esbuild plugin that bundles the sources of client and helpers. Their builds wait for the emulator, which their
 * tests use, and the emulator's build waits for this package.
 */
export const bundleSources = {
  name: 'bundle-sources',
  setup({ onResolve }) {
    onResolve({ filter: /^@neon-api\/(client|helpers)(\/|$)/ }, ({ path }) => {
      const entry = ENTRIES[path];
      if (entry === undefined) return { errors: [{ text: `The console may not import ${path}.` }] };
      const file = join(PACKAGES, entry);
      if (!existsSync(file)) return { errors: [{ text: `${file} does not exist. Run the task generate first.` }] };
      return { path: file, sideEffects: false };
    });
  },
};
