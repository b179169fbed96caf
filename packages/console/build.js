import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, formatNotice } from '@neon-api/ground/licences';
import { build } from 'esbuild';
import { bundleSources } from './bundle-sources.js';

const here = import.meta.dirname;
const dist = join(here, 'dist');

// Chunks of an earlier build have other names and would remain.
rmSync(dist, { recursive: true, force: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { console: 'src/main.tsx', styles: 'src/styles/index.css' },
  outdir: 'dist',
  // The emulator serves one flat folder.
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: ['es2022', 'chrome115', 'firefox115', 'safari16.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  metafile: true,
  plugins: [bundleSources],
  logLevel: 'warning',
});

copyFileSync(join(here, 'src/index.html'), join(dist, 'index.html'));
writeFileSync(join(dist, 'third-party.txt'), formatNotice(bundledPackages(Object.keys(metafile.inputs), here)));
