import { link, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_HARD_LINKS } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { holdFolder } from '../root-dir/index.ts';
import { type CopyFile, createCopyFile } from './copy-file.ts';
import { isNeededWal, isOlderWal, isSegment } from './copy-rules.ts';
import { SEGMENT_BYTES } from './wal-position.ts';

export interface WalRange {
  /** The first segment that the copy may write to, or replays. */
  readonly first: string;
  readonly last: string;
  /** Whether to include segments before `first`, which both sides share because Postgres never writes to them again. */
  readonly withOlder: boolean;
}

/** Copies the log from one data directory to another. */
export async function copyWal(
  fromDataDir: string,
  toDataDir: string,
  { first, last, withOlder }: WalRange,
): Promise<void> {
  const from = holdFolder(join(fromDataDir, 'pg_wal'));
  const to = holdFolder(join(toDataDir, 'pg_wal'));
  const copy = createCopyFile();
  try {
    for (const name of await readdir(from.path)) {
      const [source, target] = [join(from.path, name), join(to.path, name)];
      if (isNeededWal(name, first, last)) await copy(source, target);
      else if (withOlder && isOlderWal(name, first)) await shareOrCopy(source, target, copy);
    }
  } finally {
    from.release();
    to.release();
  }
}

async function shareOrCopy(from: string, to: string, copy: CopyFile): Promise<void> {
  // NO_HARD_LINKS includes EMLINK: ext4 allows 65,000 links to one file.
  const shared = await unlessCode(
    link(from, to).then(() => true),
    ...NO_HARD_LINKS,
    'EXDEV',
    'ENOENT',
  );
  if (!shared) await copy(from, to);
}

/** Removes the segments before `first`; the points in them are no longer reachable. */
export async function removeOlderWal(dataDir: string, first: string): Promise<void> {
  const dir = join(dataDir, 'pg_wal');
  for (const name of await readdir(dir)) if (isOlderWal(name, first)) await rm(join(dir, name), { force: true });
}

/** Removes the segments after `last`, which a stopped server has prepared for later use. */
export async function removeLaterWal(dataDir: string, last: string): Promise<void> {
  const dir = join(dataDir, 'pg_wal');
  for (const name of await readdir(dir)) if (isSegment(name) && name > last) await rm(join(dir, name));
}

export async function countWalBytes(dataDir: string): Promise<number> {
  const names = await readdir(join(dataDir, 'pg_wal'));
  return names.filter(isSegment).length * SEGMENT_BYTES;
}
