import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, formatNotice, sortPackages } from '@neon-api/ground/licences';
import { build } from 'esbuild';
import { SCALAR_FILE, scalarPackages } from './scalar.js';
import { slimDocumentPlugin } from './slim-document.js';

const PACKAGE = import.meta.dirname;
const OUTPUT = join(PACKAGE, 'dist');
const { dependencies, optionalDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
);

// Chunks of an earlier build have other names and would remain.
rmSync(OUTPUT, { recursive: true, force: true });

// A few files instead of hundreds, because Node spends much of a start on finding and reading modules (decision 25).
// Dependencies stay outside; development dependencies that the sources import are bundled (decision 75).
const external = Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
const shared = {
  absWorkingDir: PACKAGE,
  outbase: 'src',
  outdir: OUTPUT,
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};
const forNode = await build({
  ...shared,
  entryPoints: [
    'src/index.ts',
    'src/cli.ts',
    ...['vitest', 'vite', 'driver'].map((room) => `src/${room}/index.ts`),
    // Node loads this file by its path.
    'src/driver/load-hook.ts',
  ],
  target: 'node20',
  platform: 'node',
  external,
});
// For every runtime. A module of Node is dropped with the function that needs it; one that is left fails the build.
const forEveryRuntime = await build({
  ...shared,
  entryPoints: ['fetch', 'msw', 'pglite'].map((room) => `src/${room}/index.ts`),
  target: 'es2022',
  platform: 'browser',
  external: ['node:*', ...Object.keys(peerDependencies)],
  plugins: [slimDocumentPlugin],
});
const left = Object.values(forEveryRuntime.metafile.outputs).flatMap(({ imports }) =>
  imports.filter(({ external, path }) => external && !(path in peerDependencies)).map(({ path }) => path),
);
if (left.length > 0) throw new Error(`src/fetch reaches modules that other runtimes do not have: ${left.join(', ')}.`);
const inputs = [forNode, forEveryRuntime].flatMap(({ metafile }) => Object.keys(metafile.inputs));

copyFileSync(SCALAR_FILE, join(OUTPUT, 'scalar.js'));
const packages = sortPackages([...bundledPackages([...new Set(inputs)], PACKAGE), ...scalarPackages()]);
writeFileSync(join(OUTPUT, 'THIRD-PARTY-NOTICE.txt'), formatNotice(packages));

// The page that the emulator serves at /. Not a dependency of this package, because its tests use the emulator.
cpSync(join(PACKAGE, '../console/dist'), join(OUTPUT, 'console-page'), { recursive: true });
