import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const ROOT: string = join(import.meta.dirname, '..');

export interface TextFile {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** The names of the folders in `packages/` that are published. */
export function publishedNames(): string[] {
  return packageNames().filter((name) => JSON.parse(readText(`packages/${name}/package.json`).text).private !== true);
}

/** The names of all folders in `packages/`. */
export function packageNames(): string[] {
  return readdirSync(join(ROOT, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

export function readText(path: string): TextFile {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** Returns the files that git tracks or would add, without ignored files. */
export function gitPaths(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const listing = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return listing.split('\0').filter((path) => path !== '' && !deleted.includes(path));
}
