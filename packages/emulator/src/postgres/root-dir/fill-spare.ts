import { closeSync, ftruncateSync, lstatSync, openSync } from 'node:fs';
import { createShortTurns } from '../../support/index.ts';
import { mirrorTree } from './mirror-tree.ts';

/** Larger files are left out: to create one costs little compared with writing its content. */
const LARGEST_FILE = 2 ** 23;

/**
 * Creates a file with the name and the size of each file of a data directory, without its content, so that a copy
 * overwrites files instead of creating them. Reads no content, so a server may run in `from`. Stops early if aborted.
 *
 * Synchronous, in short turns, because the round trips to the thread pool would take most of the time.
 */
export function fillSpare(from: string, to: string, signal: AbortSignal): Promise<void> {
  const takeTurns = createShortTurns();
  return mirrorTree(from, to, {
    signal,
    // Log segments are shared between branches, so a copy links them instead of overwriting them.
    skip: (path) => path === 'pg_wal',
    async makeFile(source, target) {
      await takeTurns();
      const size = lstatSync(source, { throwIfNoEntry: false })?.size ?? 0;
      if (size <= LARGEST_FILE) makeHollowFile(target, size);
    },
  });
}

/** Creates a file of zeros that occupies no blocks. */
function makeHollowFile(path: string, size: number): void {
  const file = openSync(path, 'w', 0o600);
  try {
    if (size > 0) ftruncateSync(file, size);
  } finally {
    closeSync(file);
  }
}
