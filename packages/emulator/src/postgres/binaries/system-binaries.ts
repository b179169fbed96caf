import { realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { gatherBinaries, OFFERED_VERSIONS, onePerVersion, type SourceBinaries } from './binaries.ts';
import { inspectBinaries } from './inspect-binaries.ts';

/** Where installers put major version N without adding it to PATH. */
const INSTALL_DIRS = [
  '/usr/lib/postgresql/N/bin',
  '/usr/pgsql-N/bin',
  '/usr/libexec/postgresqlN',
  '/opt/homebrew/opt/postgresql@N/bin',
  '/usr/local/opt/postgresql@N/bin',
  '/Applications/Postgres.app/Contents/Versions/N/bin',
  'C:\\Program Files\\PostgreSQL\\N\\bin',
];

/** Finds the system's Postgres, one per supported major version, on PATH and in the usual folders. */
export async function findSystemBinaries(path: string = process.env.PATH ?? ''): Promise<SourceBinaries> {
  const resolved = await Promise.all(listBinDirs(path).map(resolveBinDir));
  const binDirs = new Set(resolved.filter((dir) => dir !== undefined));
  const inspected = await Promise.allSettled([...binDirs].map((dir) => inspectBinaries('system', dir)));
  const { binaries, problems } = gatherBinaries(inspected);
  return { binaries: onePerVersion(binaries), problems };
}

/** Lists the folders that may contain Postgres programs. */
export function listBinDirs(path: string): string[] {
  const onPath = path.split(delimiter).filter(Boolean);
  const installed = OFFERED_VERSIONS.flatMap((version) => INSTALL_DIRS.map((dir) => dir.replace('N', String(version))));
  return [...onPath, ...installed];
}

/** Follows a link on PATH: initdb and the libraries are next to the real file. */
async function resolveBinDir(dir: string): Promise<string | undefined> {
  const postgres = join(dir, process.platform === 'win32' ? 'postgres.exe' : 'postgres');
  const file = await realpath(postgres).catch(() => undefined);
  return file === undefined ? undefined : dirname(file);
}
