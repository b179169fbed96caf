import { readFile, rm } from 'node:fs/promises';
import { bundleGround } from '@neon-api/ground/bundle';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

// A chunk of an earlier build has another name and would stay.
await rm(new URL('dist', import.meta.url), { recursive: true, force: true });

// One file an entry point, and few that they share (decisions 13 and 30): all then throw the same classes and keep one
// set of limits.
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/index.ts', 'src/minimal.ts', 'src/generated/operations.ts', 'src/otel/index.ts'],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  packages: 'external',
  plugins: [bundleGround],
  define: { CLIENT_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
});
