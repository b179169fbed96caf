import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';

const { version } = JSON.parse(await readFile(new URL('package.json', import.meta.url), 'utf8'));

// One file an entry point (decision 13).
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['src/index.ts', 'src/generated/operations.ts', 'src/typed-methods/index.ts', 'src/otel/index.ts'],
  outbase: 'src',
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  packages: 'external',
  define: { CLIENT_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
});
