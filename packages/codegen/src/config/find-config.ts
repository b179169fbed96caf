import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CodegenUsageError } from '../codegen-error.ts';

const NAMES = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json'].map((extension) => `neon-codegen.config.${extension}`);

/**
 * Finds the configuration file in `folder` or the nearest folder above, up to the root of the repository; undefined if
 * there is none. Two in one folder are an error, because one would be ignored.
 */
export function findConfig(folder: string): string | undefined {
  const root = rootOf(resolve(folder));
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = configIn(at);
    if (found !== undefined || at === root) return found;
  }
}

function configIn(folder: string): string | undefined {
  const [found, ...others] = NAMES.filter((name) => existsSync(join(folder, name)));
  if (others.length > 0) {
    throw new CodegenUsageError(`${folder} has ${[found, ...others].join(' and ')}. Keep one, or pass --config FILE.`);
  }
  return found === undefined ? undefined : join(folder, found);
}

/** Returns the root of the repository or, outside a repository, of the nearest package. Files above it are unrelated. */
function rootOf(folder: string): string {
  return nearestWith('.git', folder) ?? nearestWith('package.json', folder) ?? folder;
}

function nearestWith(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (dirname(at) === at) return undefined;
  }
}
