import { constants, fchownSync } from 'node:fs';
import { lchown, lstat, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `nobody` on Linux: Postgres refuses to run as root, so root hands it to this user. */
export const UNPRIVILEGED_ID = 65_534;

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Spawn options that make a child run as the user who owns the data. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  return isRoot() ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
}

/** Hands a file or folder to the user who runs Postgres; of a symbolic link, the link itself. */
export async function giveToServer(path: string): Promise<void> {
  if (isRoot()) await lchown(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

/** Hands an open file to the user who runs Postgres. */
export function giveFileToServer(file: number): void {
  if (isRoot()) fchownSync(file, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}

/** A folder that only the user who runs Postgres (and root) may enter. */
export async function makeServerDir(path: string): Promise<void> {
  await mkdir(path, { mode: OWNER_ONLY, recursive: true });
  await giveToServer(path);
}

const OWNER_ONLY = 0o700;
const PASS_THROUGH = 0o711;

/**
 * A folder whose entries only the emulator changes. As root, the user who runs Postgres may pass through it, so that
 * nothing that a tenant's code does in there leads the emulator to a file elsewhere.
 */
export async function makeGuardedDir(path: string): Promise<void> {
  await mkdir(path, { mode: isRoot() ? PASS_THROUGH : OWNER_ONLY, recursive: true });
  await guardDir(path);
}

/** Takes a folder back that an earlier version gave to the user who runs Postgres. */
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
