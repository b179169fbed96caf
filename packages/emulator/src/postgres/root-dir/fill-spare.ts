import { lstat, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessCode } from '../errors.ts';
import { makeServerDir } from './server-user.ts';

/** Larger files are left out: to create one costs little compared with writing its content. */
const LARGEST_FILE = 2 ** 23;
/** As many as Node's thread pool runs at a time. */
const AT_ONCE = 4;

/**
 * Creates a file with the name and the size of each file of a data directory, without its content, so that a copy
 * overwrites files instead of creating them. Reads no content, so a server may run in `from`. Stops early if aborted.
 */
export async function fillSpare(from: string, to: string, signal: AbortSignal): Promise<void> {
  await makeServerDir(to);
  const entries = (await unlessCode(readdir(from, { withFileTypes: true }), 'ENOENT')) ?? [];
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const fillNext = async (): Promise<void> => {
    for (let name = files.pop(); name !== undefined && !signal.aborted; name = files.pop()) {
      const size = (await unlessCode(lstat(join(from, name)), 'ENOENT'))?.size ?? 0;
      if (size <= LARGEST_FILE) await writeFile(join(to, name), Buffer.alloc(size), { mode: 0o600 });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fillNext));
  for (const entry of entries) {
    // Log segments are shared between branches, so a copy links them instead of overwriting them.
    if (signal.aborted) return;
    if (entry.isDirectory() && entry.name !== 'pg_wal') {
      await fillSpare(join(from, entry.name), join(to, entry.name), signal);
    }
  }
}
