import { lstat, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { isRoot } from '../root-dir/index.ts';

interface CacheOwner {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
}

/** Where unpacked binaries are kept between runs. */
function chooseCacheDir({ platform, env, isRoot }: CacheOwner): string {
  // Root runs Postgres as another user, who may not enter root's home.
  if (isRoot) return join('/var/tmp', 'neon-emulator');
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'neon-emulator');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? tmpdir(), 'neon-emulator', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'neon-emulator');
  return join(homedir(), '.cache', 'neon-emulator');
}

/** The folder, made when it is missing. */
export async function openCacheDir(): Promise<string> {
  const dir = chooseCacheDir({ platform: process.platform, env: process.env, isRoot: isRoot() });
  await ensureCacheDir(dir);
  return dir;
}

/** Makes the folder; refuses one that somebody else could have filled with programs for us to run. */
export async function ensureCacheDir(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o755 });
  if (process.platform === 'win32') return;
  const stats = await unlessCode(lstat(dir), 'ENOENT');
  const isOurs = stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o022) === 0;
  if (!isOurs) {
    throw new Error(
      `The cache folder ${dir} is not a folder that only this user may write to; ` +
        'remove it, or take away write access from others and give it to the user who runs the emulator.',
    );
  }
}
