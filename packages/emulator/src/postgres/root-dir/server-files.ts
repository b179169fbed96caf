import { closeSync, constants, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { renameWithRetry } from '../../support/index.ts';
import { giveFileToServer, isRoot } from './server-user.ts';

/**
 * Code of a tenant can run as the user who owns the data directories, and could put a link or a pipe where the emulator
 * expects a file. Windows has neither flag.
 */
const NO_DETOUR = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a regular file, and nothing else that has its name; throws ELOOP for a symbolic link. */
export function openServerFile(path: string, flags: number): number {
  const file = openSync(path, flags | NO_DETOUR, 0o600);
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new Error(`${path} is not a regular file; remove it.`);
}

export function readServerFile(path: string): Buffer {
  return using(openServerFile(path, constants.O_RDONLY), (file) => readFileSync(file));
}

/** Writes a file that only the user who runs Postgres (and root) may read. */
export function writeServerFile(path: string, content: string | Buffer): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  using(openServerFile(path, flags), (file) => {
    giveFileToServer(file);
    writeFileSync(file, content);
  });
}

/** Puts a file of the emulator's own in the place of another in one step. */
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

/** A folder that stays the same one until it is let go, whatever takes its place in the tree. */
export interface HeldFolder {
  /** Leads to the folder itself, also after its name leads elsewhere. */
  readonly path: string;
  release(): void;
}

/** Throws ELOOP or ENOTDIR when a link or a file has the name. */
export function holdFolder(path: string): HeldFolder {
  // Without root there is nobody else whose links could be followed.
  if (!isRoot() || process.platform !== 'linux') return { path, release() {} };
  const folder = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  return { path: `/proc/self/fd/${folder}`, release: () => closeSync(folder) };
}
