import { chmod, lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, errorMessage, unlessCode } from '../errors.ts';
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

/** The system's reasons to look for another place; anything else is worth an error. */
const CANNOT_BE_MADE: readonly (string | undefined)[] = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'];

/** Where unpacked binaries may be kept between runs, the preferred folder first. */
export function listCacheDirs({ platform, env, uid, home, tmp }: CacheOwner): string[] {
  // Root runs Postgres as another user, who may not enter root's home.
  const beside = join(tmp, `${NAME}-cache-${uid}`);
  if (uid === 0) return [join('/var/tmp', NAME), beside];
  const { XDG_CACHE_HOME, LOCALAPPDATA } = env;
  if (platform === 'win32')
    return [XDG_CACHE_HOME ? join(XDG_CACHE_HOME, NAME) : join(LOCALAPPDATA ?? tmp, NAME, 'cache')];
  const inHome = platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
  const preferred = XDG_CACHE_HOME || (home && join(home, ...inHome));
  // In a container, an arbitrary user often has no home directory that it can write to.
  return [...(preferred ? [join(preferred, NAME)] : []), beside];
}

/** The first folder that can be used, made when it is missing. */
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
      reasons.push(errorMessage(error));
    }
  }
  throw new Error(
    `No cache folder for Postgres can be made (${reasons.join('; ')}); ` +
      'let this user write to one of them, or set TMPDIR to a folder that it can write to.',
  );
}

/** Makes the folder; refuses one that somebody else could have filled with programs for us to run. */
export async function ensureCacheDir(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: EVERYONE_READS });
  if (process.platform === 'win32') return;
  const stats = await unlessCode(lstat(dir), 'ENOENT');
  const isOurs = stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
  if (!isOurs) {
    await assertKeepsPermissions(dir);
    throw new Error(
      `The cache folder ${dir} is not a folder that only this user may write to; ` +
        'remove it, or take away write access from others and give it to the user who runs the emulator.',
    );
  }
  // `mkdir` obeys the umask; the user who runs Postgres has to read what is in there.
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
