import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findInstalled, manifestIn } from './install-flat.ts';

/** A package that an installation brings. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Space that its files take on a disk with blocks of 4 kB. */
  readonly sizeBytes: number;
  readonly licence: string | undefined;
  readonly hasInstallScript: boolean;
}

export interface FootprintLimits {
  readonly packages: number;
  readonly sizeBytes: number;
  /** The packages that may run a script when they are installed. */
  readonly mayRunScripts: RegExp;
}

const BLOCK_BYTES = 4096;
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

/**
 * Returns the package in `folder` and everything that npm installs with it on this system. Our own packages are read
 * from `ours`, a map from names to folders with the unpacked tarballs, and all others from where the workspace has them:
 * `workspace` is the folder of the same package there.
 */
export function listInstalled(
  folder: string,
  workspace: string,
  ours: ReadonlyMap<string, string>,
  found: Map<string, InstalledPackage> = new Map(),
): InstalledPackage[] {
  const installed = describeInstalled(folder);
  const key = `${installed.name}@${installed.version}`;
  if (found.has(key)) return [...found.values()];
  found.set(key, installed);
  const { dependencies = {}, optionalDependencies = {} } = manifestIn(folder) as Dependencies;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const original = findInstalled(name, workspace);
    if (original !== undefined) listInstalled(ours.get(name) ?? original, original, ours, found);
    else if (!(name in optionalDependencies)) throw new Error(`${name}, a dependency of ${key}, is not installed.`);
  }
  return [...found.values()];
}

/** Returns one sentence for each limit that the installation exceeds. */
export function judgeFootprint(installed: readonly InstalledPackage[], limits: FootprintLimits): string[] {
  const { packages, sizeBytes } = totalOf(installed);
  const withoutLicence = installed.filter(({ licence }) => licence === undefined);
  const withScripts = installed.filter(
    ({ name, hasInstallScript }) => hasInstallScript && !limits.mayRunScripts.test(name),
  );
  return [
    ...(packages > limits.packages ? [`installs ${packages} packages; the limit is ${limits.packages}`] : []),
    ...(sizeBytes > limits.sizeBytes
      ? [`takes ${megabytes(sizeBytes)} MB; the limit is ${megabytes(limits.sizeBytes)} MB`]
      : []),
    ...withoutLicence.map(({ name }) => `installs ${name}, which states no licence`),
    ...withScripts.map(({ name }) => `installs ${name}, which runs a script on installation`),
  ];
}

/** Returns how many packages there are, and how large, for people. */
export function formatFootprint(installed: readonly InstalledPackage[]): string {
  const { packages, sizeBytes } = totalOf(installed);
  return `${packages} packages, ${megabytes(sizeBytes)} MB`;
}

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function totalOf(installed: readonly InstalledPackage[]): { packages: number; sizeBytes: number } {
  return { packages: installed.length, sizeBytes: installed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

function describeInstalled(folder: string): InstalledPackage {
  const { name = '', version = '', license, scripts = {} } = manifestIn(folder) as Partial<Manifest>;
  return {
    name,
    version,
    sizeBytes: sizeOf(folder),
    licence: typeof license === 'string' && license !== '' ? license : undefined,
    hasInstallScript: INSTALL_SCRIPTS.some((script) => script in scripts) || existsSync(join(folder, 'binding.gyp')),
  };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Returns the size of the package's own files, without the packages below it. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sizeOf(path);
      return entry.isFile() ? Math.ceil(statSync(path).size / BLOCK_BYTES) * BLOCK_BYTES : 0;
    })
    .reduce((sum, size) => sum + size, BLOCK_BYTES);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
