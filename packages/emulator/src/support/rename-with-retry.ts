import { existsSync, renameSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { type Clock, systemClock } from './clock.ts';
import { errorCode } from './error-code.ts';

/**
 * The errors of a rename while a virus scanner, an indexer or a process that is ending has the file open: on Windows,
 * and on Windows folders that are mounted in Linux (`/mnt/c`).
 */
const BUSY: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];
/** The errors of a folder's rename if the target has content, by platform. */
const TAKEN: readonly string[] = ['EEXIST', 'ENOTEMPTY', 'EPERM', 'EACCES'];
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;
const GIVE_UP_AFTER_MS = 4000;

/** The system functions that this file uses. */
export interface RenameSystem {
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly exists: (path: string) => boolean;
  readonly clock: Clock;
}

export interface SyncRenameSystem {
  readonly rename: (from: string, to: string) => void;
  readonly sleep: (ms: number) => void;
}

const SYSTEM: RenameSystem = { rename, exists: existsSync, clock: systemClock };
const SYNC_SYSTEM: SyncRenameSystem = { rename: renameSync, sleep: sleepSync };

/**
 * Returns the pause in ms before retrying a rename that failed with `code`: short at first, later twice the time
 * waited. Undefined if a retry cannot help.
 */
export function renamePauseMs(code: string | undefined, waitedMs: number): number | undefined {
  if (code === undefined || !BUSY.includes(code) || waitedMs >= GIVE_UP_AFTER_MS) return undefined;
  return Math.min(Math.max(FIRST_PAUSE_MS, waitedMs), LONGEST_PAUSE_MS);
}

/** Renames a file or folder. Retries for a few seconds while something has it open. */
export async function renameWithRetry(from: string, to: string, system: RenameSystem = SYSTEM): Promise<void> {
  for (let waitedMs = 0; ; ) {
    try {
      return await system.rename(from, to);
    } catch (error) {
      waitedMs += await pauseOrThrow(error, waitedMs, system.clock);
    }
  }
}

/**
 * Renames a folder to a name that another process may take at the same time, with the retries of `renameWithRetry`.
 * Returns false if the name is taken.
 */
export async function renameUnlessTaken(from: string, to: string, system: RenameSystem = SYSTEM): Promise<boolean> {
  for (let waitedMs = 0; ; ) {
    try {
      await system.rename(from, to);
      return true;
    } catch (error) {
      if (TAKEN.includes(errorCode(error) ?? '') && system.exists(to)) return false;
      waitedMs += await pauseOrThrow(error, waitedMs, system.clock);
    }
  }
}

/** The synchronous `renameWithRetry`, for work that must not be interrupted. Blocks the process meanwhile. */
export function renameWithRetrySync(from: string, to: string, system: SyncRenameSystem = SYNC_SYSTEM): void {
  for (let waitedMs = 0; ; ) {
    try {
      system.rename(from, to);
      return;
    } catch (error) {
      const pauseMs = pauseMsOrThrow(error, waitedMs);
      system.sleep(pauseMs);
      waitedMs += pauseMs;
    }
  }
}

async function pauseOrThrow(error: unknown, waitedMs: number, clock: Clock): Promise<number> {
  const pauseMs = pauseMsOrThrow(error, waitedMs);
  await clock.sleep(pauseMs);
  return pauseMs;
}

function pauseMsOrThrow(error: unknown, waitedMs: number): number {
  const pauseMs = renamePauseMs(errorCode(error), waitedMs);
  if (pauseMs === undefined) throw error;
  return pauseMs;
}

function sleepSync(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
