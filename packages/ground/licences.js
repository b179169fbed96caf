import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the packages of the bundled modules, sorted by name and version. The paths of the modules, as esbuild's
 * metafile lists them, are relative to `root`.
 */
export function bundledPackages(modules, root) {
  const folders = modules.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  return sortPackages([...new Set(folders)].map((folder) => describePackage(join(root, folder))));
}

/** Sorts packages by name and version. */
export function sortPackages(packages) {
  return packages.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** Returns what a notice says about the package in a folder. */
export function describePackage(path) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  return { path, name, version, license, holder: author?.name ?? author ?? `the authors of ${name}` };
}

/** Returns the text of a THIRD-PARTY-NOTICE.txt. */
export function formatNotice(packages) {
  return packages.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`);
}

/** Returns the texts that a package's licence requires us to distribute. `text` replaces those in its folder. */
function licenceOf({ path, name, version, license, holder, text }) {
  const texts = text === undefined ? readLicences(path) : [text];
  if (texts.length === 0 && license !== 'MIT') {
    throw new Error(`${name}@${version} (${license}) has no licence file. Add its licence to the build.`);
  }
  return [`${name} ${version} (${license})`, ...(texts.length > 0 ? texts : [mitLicence(holder)]), ''].join('\n\n');
}

function readLicences(path) {
  if (path === undefined) return [];
  return readdirSync(path)
    .filter((file) => /^(licen[cs]e|notice|thirdpartynotice)/i.test(file))
    .map((file) => readFileSync(join(path, file), 'utf8').trim());
}

/** Returns the MIT licence, for packages that declare it without its text. */
function mitLicence(holder) {
  return `Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
}
