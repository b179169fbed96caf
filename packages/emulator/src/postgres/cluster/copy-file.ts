import { closeSync, constants, copyFileSync, fstatSync, ftruncateSync, readSync, rmSync, writeSync } from 'node:fs';
import { createShortTurns } from '../../support/index.ts';
import { errorCode } from '../errors.ts';
import { giveFileToServer, isRoot, openServerFile } from '../root-dir/index.ts';

const CHUNK_BYTES = 1 << 18;
/** Without O_TRUNC: to overwrite a file is faster than to free its blocks and allocate others. */
const OVERWRITE = constants.O_WRONLY | constants.O_CREAT;

/** Copies a regular file. Throws ENOENT if it does not exist, and ELOOP if it is a symbolic link. */
export type CopyFile = (from: string, to: string) => Promise<void>;

/** System functions for copying; replaced in tests. */
export interface CopySystem {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** Creates a file that shares its blocks with another; throws if the file system cannot. */
  readonly clone: (from: string, to: string) => void;
}

const SYSTEM: CopySystem = {
  platform: process.platform,
  isRoot: isRoot(),
  clone: (from, to) => copyFileSync(from, to, constants.COPYFILE_FICLONE_FORCE),
};

/**
 * Copies files whose length may change during the copy; shares blocks if the file system can.
 *
 * Synchronous, in short turns: a data directory has a thousand small files, and five round trips to the thread pool for
 * each cost several times as much as the copy itself.
 */
export function createCopyFile({ platform, isRoot, clone }: CopySystem = SYSTEM): CopyFile {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  const takeTurns = createShortTurns();
  let canReflink = true;

  /** Uses the open files, because a link could replace a path. */
  function reflink(source: number, target: number): boolean {
    try {
      clone(`/proc/self/fd/${source}`, `/proc/self/fd/${target}`);
      return true;
    } catch {
      return false;
    }
  }

  /** Uses paths on systems without paths for open files. */
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

  /** APFS clones only to an unused path, and a spare folder contains files with the same names. */
  function cloneOver(from: string, to: string): void {
    try {
      clone(from, to);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      rmSync(to);
      clone(from, to);
    }
  }

  // Not copyFile: it copies the initial length, and never ends if the file was truncated meanwhile.
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
    // Only if needed: ext4 begins a transaction even if the length stays, which takes longer than the copy.
    if (fstatSync(target).size > length) ftruncateSync(target, length);
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
