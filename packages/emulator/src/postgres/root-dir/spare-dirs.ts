import { readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@neon-api/ground';
import { removeTree, renameWithRetry } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { fillSpare } from './fill-spare.ts';
import { dataDirOf } from './layout.ts';
import { makeGuardedDir } from './server-user.ts';

/** More spares would only take up space: a data directory has about a thousand files. */
const MOST_SPARES = 4;
/** With less free space than this, there are no spares. */
const LEAST_FREE_BYTES = 2 ** 29;
/** How long a refill waits, so that it does not slow down the start of the new branch. */
const REFILL_AFTER_MS = 100;

/**
 * Folders that new branches overwrite: those of dropped branches, or one that is filled in advance. Some file systems
 * (ext4) take a millisecond to create a file, and a tenth of that to overwrite one.
 */
export interface SpareDirs {
  /** Creates the folder `dir`, empty or with files to overwrite. */
  take(dir: string): Promise<void>;
  /** Removes the folder, or keeps it as a spare. */
  discard(dir: string): Promise<void>;
  /**
   * Makes a spare like this branch folder after a moment, unless there is one. Removes all if space is short. Logs
   * errors, and never rejects.
   */
  refill(like: string): Promise<void>;
  /** Stops a refill. */
  close(): Promise<void>;
}

export interface SpareDirsOptions {
  readonly log: (line: string) => void;
  readonly refillAfterMs?: number;
  readonly hasRoom?: (dir: string) => Promise<boolean>;
}

interface Refill {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

export function createSpareDirs(sparesDir: string, options: SpareDirsOptions): SpareDirs {
  const { log, refillAfterMs = REFILL_AFTER_MS, hasRoom = hasFreeSpace } = options;
  const spares: string[] = [];
  let count = 0;
  let refill: Refill | undefined;

  function newSpare(): string {
    count += 1;
    return join(sparesDir, String(count));
  }

  async function makeSpare(like: string, signal: AbortSignal): Promise<void> {
    if (!(await hasRoom(sparesDir))) {
      await Promise.all(spares.splice(0).map(removeTree));
      return;
    }
    if (spares.length > 0) return;
    const spare = newSpare();
    try {
      await makeGuardedDir(spare);
      await fillSpare(dataDirOf(like), dataDirOf(spare), signal);
      // Even a part is worth having.
      spares.push(spare);
    } catch (error) {
      await removeTree(spare);
      throw error;
    }
  }

  /** Ends a refill, so that it does not compete for the disk. */
  async function stopRefill(): Promise<void> {
    refill?.stop.abort();
    await refill?.done;
  }

  return {
    async take(dir) {
      await stopRefill();
      const spare = spares.pop();
      if (spare === undefined) await makeGuardedDir(dir);
      else await renameWithRetry(spare, dir);
    },
    async discard(dir) {
      if (spares.length >= MOST_SPARES || !(await hasRoom(sparesDir))) return removeTree(dir);
      const spare = newSpare();
      // Removes log segments, because other branches may share them, and the small files outside the data directory.
      for (const name of (await unlessCode(readdir(dir), 'ENOENT')) ?? []) {
        if (name !== 'data') await removeTree(join(dir, name));
      }
      await removeTree(join(dataDirOf(dir), 'pg_wal'));
      const isMoved = await unlessCode(
        renameWithRetry(dir, spare).then(() => true),
        'ENOENT',
      );
      if (isMoved) spares.push(spare);
    },
    refill(like) {
      if (refill) return refill.done;
      const stop = new AbortController();
      const done = sleep(refillAfterMs, undefined, { signal: stop.signal, ref: false })
        .then(() => makeSpare(like, stop.signal))
        .catch((error: unknown) => {
          if (!stop.signal.aborted) log(`No folder was prepared for the next branch: ${messageOf(error)}`);
        })
        .finally(() => {
          refill = undefined;
        });
      refill = { stop, done };
      return done;
    },
    close: stopRefill,
  };
}

/** Whether there is enough space for files that only save time. */
export async function hasFreeSpace(dir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize >= LEAST_FREE_BYTES;
}
