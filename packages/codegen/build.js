import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleGroundInto } from '@neon-api/ground/bundle';
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

const packages = bundledPackages(Object.keys(metafile.inputs));
assertOneCompiler(packages);
writeFileSync(join(OUTPUT, 'THIRD-PARTY-NOTICE.txt'), packages.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`));

// `diff --verify` compiles against these; the compiler looks for them in its own folder.
for (const name of ['lib.es5.d.ts', 'lib.decorators.d.ts', 'lib.decorators.legacy.d.ts']) {
  copyFileSync(join(COMPILER, 'lib', name), join(OUTPUT, name));
}

/** Returns the packages of the bundled modules, sorted by name and version. */
function bundledPackages(modules) {
  const folders = modules.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return [...new Set(folders)]
    .map((folder) => {
      const path = join(PACKAGE, folder);
      const { name, version, license, author } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
      return { path, name, version, license, holder: author?.name ?? author ?? `the authors of ${name}` };
    })
    .sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

function assertOneCompiler(bundled) {
  const compilers = bundled.filter(({ name }) => name === 'typescript');
  if (compilers.length === 1) return;
  const found = compilers.map(({ version, path }) => `${version} in ${path}`).join(', ') || 'none';
  throw new Error(
    `The bundle must contain exactly one TypeScript. It contains: ${found}. Install only the version of the catalog.`,
  );
}

/** Returns the texts that a package's licence requires us to distribute. */
function licenceOf({ path, name, version, license, holder }) {
  const texts = readdirSync(path)
    .filter((file) => /^(licen[cs]e|notice|thirdpartynotice)/i.test(file))
    .map((file) => readFileSync(join(path, file), 'utf8').trim());
  if (texts.length === 0 && license !== 'MIT') {
    throw new Error(`${name}@${version} (${license}) has no licence file. Add its licence to build.js.`);
  }
  return [`${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [mitLicence(holder)]), ''].join('\n\n');
}

/** Returns the MIT licence, for packages that declare it without its text. */
function mitLicence(holder) {
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
