import { copyFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleGroundInto } from '@neon-api/ground/bundle';
import { bundledPackages, formatNotice } from '@neon-api/ground/licences';
import { build } from 'esbuild';

const PACKAGE = import.meta.dirname;
const OUTPUT = join(PACKAGE, 'dist/compiler');
const COMPILER = dirname(fileURLToPath(import.meta.resolve('typescript/package.json')));

// CommonJS globals, imported under names that no bundled module declares.
const COMMONJS = `
import { createRequire as createRequireOfBundle } from 'node:module';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = fileURLToPathOfBundle(new URL('.', import.meta.url));
`;

// Replaces the output of tsc by one file with the compiler and openapi-typescript (decision 43).
const { metafile } = await build({
  absWorkingDir: PACKAGE,
  entryPoints: ['src/compiler/index.ts'],
  outfile: join(OUTPUT, 'index.js'),
  allowOverwrite: true,
  bundle: true,
  minify: true,
  // An uncaught error prints its whole line, which must not have four megabytes.
  lineLimit: 200,
  format: 'esm',
  target: 'node20',
  platform: 'node',
  banner: { js: COMMONJS.trim() },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

await bundleGroundInto(join(PACKAGE, 'dist'));

const packages = bundledPackages(Object.keys(metafile.inputs), PACKAGE);
assertOneCompiler(packages);
writeFileSync(join(OUTPUT, 'THIRD-PARTY-NOTICE.txt'), formatNotice(packages));

// `diff --verify` compiles against these; the compiler looks for them in its own folder.
for (const name of ['lib.es5.d.ts', 'lib.decorators.d.ts', 'lib.decorators.legacy.d.ts']) {
  copyFileSync(join(COMPILER, 'lib', name), join(OUTPUT, name));
}

function assertOneCompiler(bundled) {
  const compilers = bundled.filter(({ name }) => name === 'typescript');
  if (compilers.length === 1) return;
  const found = compilers.map(({ version, path }) => `${version} in ${path}`).join(', ') || 'none';
  throw new Error(
    `The bundle must contain exactly one TypeScript. It contains: ${found}. Install only the version of the catalog.`,
  );
}
