import { lstat, writeFile } from 'node:fs/promises';
import { unlessCode } from '../errors.ts';
import { mirrorTree } from './mirror-tree.ts';

/** Larger files are left out: to create one costs little compared with writing its content. */
const LARGEST_FILE = 2 ** 23;

/**
 * Creates a file with the name and the size of each file of a data directory, without its content, so that a copy
 * overwrites files instead of creating them. Reads no content, so a server may run in `from`. Stops early if aborted.
 */
export function fillSpare(from: string, to: string, signal: AbortSignal): Promise<void> {
  return mirrorTree(from, to, {
    signal,
    // Log segments are shared between branches, so a copy links them instead of overwriting them.
    skip: (path) => path === 'pg_wal',
    async makeFile(source, target) {
      const size = (await unlessCode(lstat(source), 'ENOENT'))?.size ?? 0;
      if (size <= LARGEST_FILE) await writeFile(target, Buffer.alloc(size), { mode: 0o600 });
    },
  });
}
