import { closeSync, constants, copyFileSync, ftruncateSync, readSync, rmSync, writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { errorCode } from '../errors.ts';
import { giveFileToServer, isRoot, openServerFile } from '../root-dir/index.ts';

const CHUNK_BYTES = 1 << 18;
/** Not truncated: to write over a file is quicker than to give its blocks away and get others. */
const OVERWRITE = constants.O_WRONLY | constants.O_CREAT;
/** How long others may be kept waiting. */
const TURN_MS = 4;

/** Copies a regular file, or throws ENOENT when it is not there, ELOOP when a symbolic link is. */
export type CopyFile = (from: string, to: string) => Promise<void>;

/** What copying uses of the system; tests hand in another one. */
export interface CopySystem {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Makes a file that shares its blocks with another; throws where the file system cannot. */
  readonly clone: (from: string, to: string) => void;
}

const SYSTEM: CopySystem = {
  platform: process.platform,
  isRoot: isRoot(),
  clone: (from, to) => copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE),
};

/**
 * Copies files that may change their length meanwhile; blocks are shared where the file system can.
 *
 * Synchronous in short turns: a data directory is a thousand files of a few kilobytes, and five round trips to the
 * thread pool for each cost several times what the copying does.
 */
export function createCopyFile({ platform, isRoot, clone }: CopySystem = SYSTEM): CopyFile {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let canReflink = true;
  let turnEndsAt = 0;

  async function takeTurns(): Promise<void> {
    if (performance.now() < turnEndsAt) return;
    await nextTurn();
    turnEndsAt = performance.now() + TURN_MS;
  }

  /** By the open files, as a link could take the place of a name. */
  function reflink(source: number, target: number): boolean {
    try {
      clone(`/proc/self/fd/${source}`, `/proc/self/fd/${target}`);
      return true;
    } catch {
      return false;
    }
  }

  /** Other systems have no names for open files. */
  function reflinkByName(from: string, to: string): boolean {
    if (platform === 'linux' || isRoot) return false;
    try {
      cloneOver(from, to);
      return true;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') throw error;
      return false;
    }
  }

  /** APFS clones only to a name that is free, and the folder of a branch that is gone has files with the same names. */
  function cloneOver(from: string, to: string): void {
    try {
      clone(from, to);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      rmSync(to);
      clone(from, to);
    }
  }

  // Not copyFile: it copies the length it saw first, and never ends when the file was cut meanwhile.
  async function copyToEnd(source: number, target: number): Promise<void> {
    let length = 0;
    for (;;) {
      const bytesRead = readSync(source, chunk, 0, CHUNK_BYTES, length);
      for (let written = 0; written < bytesRead; ) {
        written += writeSync(target, chunk, written, bytesRead - written, length + written);
      }
      length += bytesRead;
      if (bytesRead === 0) break;
      await takeTurns();
    }
    ftruncateSync(target, length);
  }

  return async (from, to) => {
    await takeTurns();
    if (canReflink && reflinkByName(from, to)) return;
    const source = openServerFile(from, constants.O_RDONLY);
    try {
      const target = openServerFile(to, OVERWRITE);
      try {
        giveFileToServer(target);
        canReflink &&= reflink(source, target);
        if (!canReflink) await copyToEnd(source, target);
      } finally {
        closeSync(target);
      }
    } finally {
      closeSync(source);
    }
  };
}
