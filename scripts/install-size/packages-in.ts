import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An installed package. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  /** The bytes of its files, without the packages below it. */
  readonly sizeBytes: number;
}

/** Lists the packages in a node_modules folder of npm, pnpm or yarn. A link leads to a package that is listed elsewhere. */
export function packagesIn(modules: string): InstalledPackage[] {
  return foldersIn(modules).flatMap((folder) => {
    if (!existsSync(join(folder, 'package.json'))) return [];
    const below = findModules(folder).flatMap(packagesIn);
    return [readPackage(folder), ...below];
  });
}

/** Returns the folders of the packages directly in a node_modules folder, and in pnpm's store. */
function foldersIn(modules: string): string[] {
  return directoriesIn(modules).flatMap((name) => {
    const path = join(modules, name);
    if (name === '.pnpm') return directoriesIn(path).flatMap((one) => storeFolders(join(path, one, 'node_modules')));
    if (name.startsWith('@')) return directoriesIn(path).map((one) => join(path, one));
    return name.startsWith('.') ? [] : [path];
  });
}

function storeFolders(modules: string): string[] {
  return existsSync(modules) ? foldersIn(modules) : [];
}

/** Returns the node_modules folders in a package. */
function findModules(folder: string): string[] {
  return directoriesIn(folder).flatMap((name) =>
    name === 'node_modules' ? [join(folder, name)] : findModules(join(folder, name)),
  );
}

function directoriesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function readPackage(folder: string): InstalledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string | { type: string };
  };
  return {
    name,
    version,
    license: typeof license === 'object' ? license.type : license,
    sizeBytes: bytesIn(folder),
  };
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + bytesIn(path);
    return entry.isFile() ? sum + lstatSync(path).size : sum;
  }, 0);
}
