import { closeSync, constants, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { renameWithRetry } from '../../support/index.ts';
import { giveFileToServer, isRoot } from './server-user.ts';

/**
 * A tenant's code can run as the user who owns the data directories, and could replace a file with a link or a pipe.
 * Windows has neither flag.
 */
const NO_DETOUR = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a regular file; throws for anything else, with ELOOP for a symbolic link. */
export function openServerFile(path: string, flags: number): number {
  const file = openSync(path, flags | NO_DETOUR, 0o600);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new Error(`${path} is not a regular file. Remove it.`);
}

export function readServerFile(path: string): Buffer {
  return using(openServerFile(path, constants.O_RDONLY), (file) => readFileSync(file));
}

/** Writes a file that only the user who runs Postgres (and root) can read. */
export function writeServerFile(path: string, content: string | Buffer): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  using(openServerFile(path, flags), (file) => {
    giveFileToServer(file);
    writeFileSync(file, content);
  });
}

/** Replaces one of the emulator's own files atomically. */
export async function replaceOwnFile(path: string, content: string): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  using(openServerFile(`${path}.next`, flags), (file) => writeFileSync(file, content));
  await renameWithRetry(`${path}.next`, path);
}

function using<Value>(file: number, work: (file: number) => Value): Value {
  try {
    return work(file);
  } finally {
    closeSync(file);
  }
}

/** An open folder; it stays the same even if something replaces its path. */
export interface HeldFolder {
  /** A path to the open folder, valid even if its original path changes. */
  readonly path: string;
  release(): void;
}

/** Opens a folder; throws ELOOP or ENOTDIR for a link or a file. */
export function holdFolder(path: string): HeldFolder {
  // Without root, Postgres runs as this user, so its links give no extra access.
  if (!isRoot() || process.platform !== 'linux') return { path, release() {} };
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  return { path: `/proc/self/fd/${folder}`, release: () => closeSync(folder) };
}
