import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface InstalledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** The package that is installed as `name` in the project, or beside codegen; undefined where there is none. */
export function findInstalledPackage(name: string): InstalledPackage | undefined {
  for (const from of startingPoints()) {
    // A package need not export its manifest, so we look where Node would.
    for (const place of createRequire(from).resolve.paths(name) ?? []) {
      const found = packageIn(join(place, name));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The files in whose `node_modules` and above packages are looked for. */
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
