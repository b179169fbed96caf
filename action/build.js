import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, formatNotice } from '@neon-api/ground/licences';
import { build } from 'esbuild';

const here = import.meta.dirname;
const dist = join(here, 'dist');

rmSync(dist, { recursive: true, force: true });

// One file, because the runner installs nothing. Not minified, so that its users can read what a tag contains.
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ['src/main.ts'],
  outfile: 'dist/main.mjs',
  bundle: true,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  logOverride: { 'ignored-bare-import': 'silent' },
});

const modules = Object.values(metafile.outputs).flatMap(({ inputs }) =>
  Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0),
);
const notice = formatNotice(bundledPackages(modules, here));
if (notice !== '') writeFileSync(join(dist, 'THIRD-PARTY-NOTICE.txt'), notice);
