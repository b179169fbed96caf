import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, formatNotice, sortPackages } from '@neon-api/ground/licences';
import { build } from 'esbuild';
import { SCALAR_FILE, scalarPackages } from './scalar.js';

const PACKAGE = import.meta.dirname;
const OUTPUT = join(PACKAGE, 'dist');
const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
);

// Chunks of an earlier build have other names and would remain.
rmSync(OUTPUT, { recursive: true, force: true });

// A few files instead of hundreds, because Node spends much of a start on finding and reading modules (decision 25).
// Dependencies stay outside; development dependencies that the sources import are bundled (decision 75).
const { metafile } = await build({
  absWorkingDir: PACKAGE,
  entryPoints: [
    'src/index.ts',
    'src/cli.ts',
    ...['msw', 'vitest', 'vite', 'driver'].map((room) => `src/${room}/index.ts`),
    // Node loads this file by its path.
    'src/driver/load-hook.ts',
  ],
  outbase: 'src',
  outdir: OUTPUT,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  external: Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }),
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

copyFileSync(SCALAR_FILE, join(OUTPUT, 'scalar.js'));
const packages = sortPackages([...bundledPackages(Object.keys(metafile.inputs), PACKAGE), ...scalarPackages()]);
writeFileSync(join(OUTPUT, 'THIRD-PARTY-NOTICE.txt'), formatNotice(packages));

// The page that the emulator serves at /. Not a dependency of this package, because its tests use the emulator.
cpSync(join(PACKAGE, '../console/dist'), join(OUTPUT, 'console-page'), { recursive: true });
