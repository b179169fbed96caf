import { chmod, lstat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { makeFolders } from '@neon-api/ground/node';
import { errorCode, unlessCode } from '../errors.ts';
import { assertKeepsPermissions, isRoot } from '../root-dir/index.ts';

export interface CacheOwner {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  /** Undefined for a user without a home directory. */
  readonly home: string | undefined;
  readonly tmp: string;
}

const NAME = 'neon-emulator';
const EVERYONE_READS = 0o755;

/** Error codes that mean: try the next folder. */
const CANNOT_BE_MADE: readonly (string | undefined)[] = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'];

/** Lists the folders that can hold unpacked binaries between runs, in order of preference. */
export function listCacheDirs({ platform, env, uid, home, tmp }: CacheOwner): string[] {
  // Root runs Postgres as another user, who cannot read root's home.
  const inTmp = join(tmp, `${NAME}-cache-${uid}`);
  if (uid === 0) return [join('/var/tmp', NAME), inTmp];
  const { XDG_CACHE_HOME, LOCALAPPDATA } = env;
  if (platform === 'win32')
    return [XDG_CACHE_HOME ? join(XDG_CACHE_HOME, NAME) : join(LOCALAPPDATA ?? tmp, NAME, 'cache')];
  const inHome = platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  const preferred = XDG_CACHE_HOME || (home && join(home, ...inHome));
  // In a container, an arbitrary user often has no home directory that it can write to.
  return [...(preferred ? [join(preferred, NAME)] : []), inTmp];
}

/** Returns the first usable cache folder, and creates it if it does not exist. */
export async function openCacheDir(): Promise<string> {
  const { platform, env } = process;
  const dirs = listCacheDirs({ platform, env, uid: process.getuid?.(), home: findHome(), tmp: tmpdir() });
  return openFirstCacheDir(dirs);
}

export async function openFirstCacheDir(dirs: readonly string[]): Promise<string> {
  const reasons: string[] = [];
  for (const dir of dirs) {
    try {
      await ensureCacheDir(dir);
      return dir;
    } catch (error) {
      if (!CANNOT_BE_MADE.includes(errorCode(error))) throw error;
      reasons.push(messageOf(error));
    }
  }
  throw new Error(
    `The cache folder for Postgres cannot be created (${reasons.join('; ')}). ` +
      'Give this user write access to one of these folders, or set TMPDIR to a writable folder.',
  );
}

/** Creates the folder; refuses one that other users can write to, because its programs will be run. */
export async function ensureCacheDir(dir: string): Promise<void> {
  makeFolders(dir, EVERYONE_READS);
  if (process.platform === 'win32') return;
  const stats = await unlessCode(lstat(dir), 'ENOENT');
  const isOurs = stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
  if (!isOurs) {
    await assertKeepsPermissions(dir);
    throw new Error(
      `The cache folder ${dir} is not a folder that only this user owns and can write to. ` +
        'Remove it, or make the user who runs the emulator its owner (chown) and only writer (chmod go-w).',
    );
  }
  // `mkdir` applies the umask, but the user who runs Postgres must read the folder.
  if (isRoot() && !isReadableByAll(stats.mode)) await chmod(dir, EVERYONE_READS);
}

export function isReadableByAll(mode: number): boolean {
  return (mode & EVERYONE_READS) === EVERYONE_READS;
}

/** Node throws for a user without an entry in /etc/passwd, unless HOME is set. */
function findHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
