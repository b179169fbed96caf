import { chownSync } from 'node:fs';
import { chown, lstat, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `nobody` on Linux: Postgres refuses to run as root, so root hands it to this user. */
const UNPRIVILEGED_ID = 65_534;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Spawn options that make a child run as the user who owns the data. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  return isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
}

/** Hands a file or folder to the user who runs Postgres. */
export async function giveToServer(path: string): Promise<void> {
  if (isRoot()) await chown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

export function giveToServerNow(path: string): void {
  if (isRoot()) chownSync(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

/** Writes a file that only the user who runs Postgres (and root) may read. */
export async function writeServerFile(path: string, content: string | Buffer): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
  await giveToServer(path);
}

/** Puts a file in the place of another in one step. */
export async function replaceServerFile(path: string, content: string): Promise<void> {
  await writeServerFile(`${path}.next`, content);
  await rename(`${path}.next`, path);
}

/** A folder that only the user who runs Postgres (and root) may enter. */
export async function makeServerDir(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700, recursive: true });
  await giveToServer(path);
}

/** As root: throws when a folder above `dir` would keep the user who runs Postgres out. */
export async function assertReachableByServer(dir: string): Promise<void> {
  if (!isRoot()) return;
  for (let folder = dir; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    const mayEnter = (mode & 0o001) !== 0 || (uid === UNPRIVILEGED_ID && (mode & 0o100) !== 0);
    if (!mayEnter) {
      throw new Error(
        `As root, Postgres runs as user ${UNPRIVILEGED_ID}, who may not enter ${folder}; ` +
          'choose a data directory below a folder that everyone may enter, such as /var/tmp, or run as another user.',
      );
    }
    if (folder === dirname(folder)) return;
  }
}

export async function isDirectory(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

export async function isFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
