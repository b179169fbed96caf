import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface InstalledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** Finds the package installed as `name` in the project or next to codegen; undefined if there is none. */
export function findInstalledPackage(name: string): InstalledPackage | undefined {
  for (const from of startingPoints()) {
    // A package may not export its manifest, so look where Node would.
    for (const place of createRequire(from).resolve.paths(name) ?? []) {
      const found = packageIn(join(place, name));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The files from which the search for `node_modules` starts. */
export function startingPoints(): string[] {
  return [join(process.cwd(), 'package.json'), import.meta.url];
}

function packageIn(folder: string): InstalledPackage | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const { name, version } = manifest;
  return typeof name === 'string' && typeof version === 'string' ? { folder, name, version, manifest } : undefined;
}
