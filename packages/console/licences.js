import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying)(\.\w+)?$/i;

/** Returns the licences of the packages that the bundled modules come from, as text. Fails if a package has none. */
export function licencesOf(modules, folder) {
  const roots = new Set(
    modules.filter((path) => path.includes('node_modules/')).map((path) => rootOf(resolve(folder, path))),
  );
  const notices = [...roots].map(noticeOf).sort();
  return `The console contains these packages.\n\n${[...new Set(notices)].join('\n\n')}\n`;
}

function rootOf(path) {
  let root = dirname(path);
  while (!isPackage(root)) root = dirname(root);
  return root;
}

/** Folders of a package can have a package.json without a name, which only sets the module format. */
function isPackage(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).version !== undefined;
}

function noticeOf(root) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const file = readdirSync(root).find((entry) => LICENCE_FILE.test(entry));
  if (license === undefined || file === undefined)
    throw new Error(`${name} ${version} has no licence. Bundle another package.`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(root, file), 'utf8').trim()}`;
}
