import { rmSync } from 'node:fs';
import { bundleGround } from '@neon-api/ground/bundle';
import { build } from 'esbuild';

// Chunks of an earlier build have other names and would remain.
rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });

// A few files instead of hundreds, because Node spends much of a start on finding and reading modules (decision 25).
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/index.ts', 'src/cli.ts', 'src/msw/index.ts', 'src/vitest/index.ts'],
  outbase: 'src',
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  packages: 'external',
  plugins: [bundleGround],
  logLevel: 'warning',
});
