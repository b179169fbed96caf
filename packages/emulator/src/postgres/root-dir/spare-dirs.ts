import { readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { removeTree, renameWithRetry } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { dataDirOf } from './layout.ts';
import { makeGuardedDir } from './server-user.ts';

/** More spares would only take up space: a data directory has about a thousand files. */
const MOST_SPARES = 4;
/** With less free space than this, discarded folders are removed. */
const LEAST_FREE_BYTES = 2 ** 29;

/**
 * Folders of dropped branches that new branches overwrite. After many deletions, some file systems (ext4) take a
 * millisecond to create a file for a while, and a tenth of that to overwrite one.
 */
export interface SpareDirs {
  /** Creates the folder `dir`, empty or with files to overwrite. */
  take(dir: string): Promise<void>;
  /** Removes the folder, or keeps it as a spare. */
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
  };
}

async function hasRoom(dir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize >= LEAST_FREE_BYTES;
}
