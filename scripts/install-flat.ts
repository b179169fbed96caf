import { cpSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Installs the dependencies of the package in `folder`, recursively, where npm would: in `modules`, or below the
 * package if `modules` has another version. Copies the files from the workspace, where `installed` is the same package.
 * Links would not work, because Node resolves them to pnpm's folders.
 */
export function installFlat(modules: string, folder: string, installed: string): void {
  const { dependencies = {} } = manifestIn(folder) as { readonly dependencies?: Readonly<Record<string, string>> };
  for (const name of Object.keys(dependencies)) {
    const original = findInstalled(name, installed);
    if (original === undefined) throw new Error(`${name}, a dependency of ${installed}, is not installed.`);
    if (versionIn(join(modules, name)) === versionIn(original)) continue;
    const target = existsSync(join(modules, name)) ? join(folder, 'node_modules', name) : join(modules, name);
    cpSync(original, target, { recursive: true, filter: (path) => path !== join(original, 'node_modules') });
    installFlat(modules, target, original);
  }
}

/** Returns the folder in which pnpm keeps a dependency of the package in `installed`; undefined if it is missing. */
export function findInstalled(name: string, installed: string): string | undefined {
  const places = createRequire(join(installed, 'package.json')).resolve.paths(name) ?? [];
  const place = places.find((candidate) => existsSync(join(candidate, name)));
  return place === undefined ? undefined : realpathSync(join(place, name));
}

function versionIn(folder: string): unknown {
  return existsSync(folder) ? manifestIn(folder).version : undefined;
}

/** Returns the package.json in a folder. */
export function manifestIn(folder: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;
}
