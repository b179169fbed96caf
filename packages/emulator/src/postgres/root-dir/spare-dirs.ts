import { readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree, renameWithRetry } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { dataDirOf } from './layout.ts';
import { makeGuardedDir } from './server-user.ts';

/** A data directory has about a thousand files; more than these would only take up room. */
const MOST_SPARES = 4;
/** With less free space than this, what nobody wants any more is removed. */
const LEAST_FREE_BYTES = 2 ** 29;

/**
 * Folders of branches that are gone, for new branches to be copied over. Some file systems (ext4) take a millisecond to
 * make a file for a while after many were deleted, and a tenth of that to write over one.
 */
export interface SpareDirs {
  /** Makes the folder `dir`: empty, or with files that nobody wants any more. */
  take(dir: string): Promise<void>;
  /** The folder goes. */
  discard(dir: string): Promise<void>;
}

export function createSpareDirs(sparesDir: string): SpareDirs {
  const spares: string[] = [];
  let count = 0;
  return {
    async take(dir) {
      const spare = spares.pop();
      if (spare === undefined) await makeGuardedDir(dir);
      else await renameWithRetry(spare, dir);
    },
    async discard(dir) {
      if (spares.length >= MOST_SPARES || !(await hasRoom(sparesDir))) return removeTree(dir);
      const spare = join(sparesDir, String(count));
      count += 1;
      // Whatever stands beside the data directory is small; log segments have other names that are still in use.
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
  };
}

async function hasRoom(dir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize >= LEAST_FREE_BYTES;
}
