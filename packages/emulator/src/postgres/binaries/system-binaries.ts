import { readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { unlessCode } from '../errors.ts';
import type { PostgresBinaries } from './binaries.ts';
import { inspectBinaries } from './inspect-binaries.ts';

const DEBIAN_DIR = '/usr/lib/postgresql';

/** Every Postgres on PATH and where Debian keeps its versions, one for each major version, newest first. */
export async function findSystemBinaries(path: string = process.env.PATH ?? ''): Promise<PostgresBinaries[]> {
  const byVersion = new Map<number, PostgresBinaries>();
  for (const binDir of await listBinDirs(path)) {
    const binaries = await inspectBinDir(binDir);
    if (binaries && !byVersion.has(binaries.majorVersion)) byVersion.set(binaries.majorVersion, binaries);
  }
  return [...byVersion.values()].sort((a, b) => b.majorVersion - a.majorVersion);
}

async function inspectBinDir(binDir: string): Promise<PostgresBinaries | undefined> {
  const postgres = await realpath(join(binDir, process.platform === 'win32' ? 'postgres.exe' : 'postgres')).catch(
    () => undefined,
  );
  // The link on PATH may stand alone; initdb and the libraries are beside the real file.
  return postgres === undefined ? undefined : inspectBinaries('system', dirname(postgres)).catch(() => undefined);
}

/** Where programs of Postgres may be: on PATH, then where Debian keeps its versions. */
export async function listBinDirs(path: string): Promise<string[]> {
  return [...path.split(delimiter).filter(Boolean), ...(await listDebianBinDirs())];
}

async function listDebianBinDirs(): Promise<string[]> {
  const versions = (await unlessCode(readdir(DEBIAN_DIR), 'ENOENT', 'ENOTDIR', 'EACCES')) ?? [];
  return versions.map((version) => join(DEBIAN_DIR, version, 'bin'));
}
