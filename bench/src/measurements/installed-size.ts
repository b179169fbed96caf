import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../support/package-folder.ts';
import type { Measurement } from './measurement.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
}

/** Measures the disk space of a package and all its dependencies. */
export const installedSize: Measurement = {
  name: 'installed-size',
  async run({ peers }) {
    const rows = peers.flatMap(({ name, packageName }) => {
      if (packageName === undefined) return [];
      const folders = foldersOf(packageName, import.meta.url);
      const bytes = [...folders].reduce((sum, folder) => sum + packedBytes(folder), 0);
      return [{ peer: name, figures: { 'on disk': bytes / 1e6, packages: folders.size } }];
    });
    return {
      name: 'installed-size',
      title: 'Installed, with all dependencies',
      columns: { 'on disk': { unit: 'MB', digits: 2 }, packages: { unit: '', digits: 0 } },
      rows,
      baseline: 'openapi-fetch',
    };
  },
};

function foldersOf(name: string, from: string, found: Set<string> = new Set()): Set<string> {
  const folder = packageFolder(name, from);
  if (folder === undefined || found.has(folder)) return found;
  found.add(folder);
  const { dependencies = {} } = manifestOf(folder);
  for (const dependency of Object.keys(dependencies)) foldersOf(dependency, join(folder, 'package.json'), found);
  return found;
}

/** Counts all files of an installed package, but only the published files of a package in this workspace. */
function packedBytes(folder: string): number {
  const { files } = manifestOf(folder);
  if (folder.includes('node_modules') || files === undefined) return bytesIn(folder);
  const always = readdirSync(folder).filter((name) => /^(package\.json|readme|licen[cs]e)/i.test(name));
  return [...files, ...always].reduce((sum, name) => sum + bytesIn(join(folder, name)), 0);
}

function bytesIn(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) return stat?.size ?? 0;
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
