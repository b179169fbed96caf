import { constants, fchownSync } from 'node:fs';
import { lchown, lstat, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolders } from '@neon-api/ground/node';

/** `nobody` on Linux: Postgres refuses to run as root, so root runs it as this user. */
export const UNPRIVILEGED_ID = 65_534;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Returns spawn options that run a child as the user who owns the data. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  return isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
}

/** Gives a file or folder to the user who runs Postgres; for a symbolic link, the link itself. */
export async function giveToServer(path: string): Promise<void> {
  if (isRoot()) await lchown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

/** Gives an open file to the user who runs Postgres. */
export function giveFileToServer(file: number): void {
  if (isRoot()) fchownSync(file, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

/** Creates a folder that only the user who runs Postgres (and root) can enter. */
export async function makeServerDir(path: string): Promise<void> {
  makeFolders(path, OWNER_ONLY);
  await giveToServer(path);
}

const OWNER_ONLY = 0o700;
const PASS_THROUGH = 0o711;

/**
 * Creates a folder whose entries only the emulator can change. Under root, the user who runs Postgres can only pass
 * through it, so that a tenant's code cannot redirect the emulator to other files.
 */
export async function makeGuardedDir(path: string): Promise<void> {
  makeFolders(path, isRoot() ? PASS_THROUGH : OWNER_ONLY);
  await guardDir(path);
}

/** Takes back a folder that an earlier version gave to the user who runs Postgres. */
export async function guardDir(path: string): Promise<void> {
  if (!isRoot()) return;
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    await folder.chown(0, 0);
    await folder.chmod(PASS_THROUGH);
  } finally {
    await folder.close();
  }
}

/** Throws if this process is root and the user who runs Postgres cannot enter `dir` or a folder above it. */
export async function assertReachableByServer(dir: string): Promise<void> {
  if (!isRoot()) return;
  for (let folder = dir; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    const mayEnter = (mode & 0o001) !== 0 || (uid === UNPRIVILEGED_ID && (mode & 0o100) !== 0);
    if (!mayEnter) {
      throw new Error(
        `As root, the emulator runs Postgres as user ${UNPRIVILEGED_ID}, which has no access to ${folder}. ` +
          'Choose a data directory below a folder that everyone can enter, such as /var/tmp, or run as another user.',
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
