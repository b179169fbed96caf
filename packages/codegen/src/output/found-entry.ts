import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync, type Stats } from 'node:fs';

/** The entry at a path. Symbolic links are not followed. */
export type FoundEntry =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly bytes: Buffer }
  | { readonly kind: 'unreadable' }
  /** `noun` is a phrase such as `a folder`. */
  | { readonly kind: 'other'; readonly noun: string };

/** Generated files are smaller. A larger file is not read. */
const MAX_BYTES = 64 * 1024 * 1024;

// Do not follow links, and do not wait for the other end of a pipe. Windows has neither flag.
const CAREFULLY = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export function findEntry(path: string): FoundEntry {
  let stats: Stats | undefined;
  try {
    stats = lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return { kind: 'unreadable' };
  }
  if (stats === undefined) return { kind: 'absent' };
  const noun = nounFor(stats);
  if (noun !== undefined) return { kind: 'other', noun };
  return withFile<FoundEntry>(path, { kind: 'unreadable' }, (file) => ({ kind: 'file', bytes: readFileSync(file) }));
}

/** Returns the first bytes of a regular file as text; empty for anything else. */
export function readHead(path: string, maxBytes: number): string {
  return withFile(path, '', (file) => {
    const head = Buffer.alloc(maxBytes);
    return head.toString('utf8', 0, readSync(file, head, 0, maxBytes, 0));
  });
}

function nounFor(stats: Stats): string | undefined {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  if (!stats.isFile()) return 'a device, pipe or socket';
  return stats.size > MAX_BYTES ? 'a large file' : undefined;
}

function withFile<Result>(path: string, otherwise: Result, use: (file: number) => Result): Result {
  let file: number | undefined;
  try {
    file = openSync(path, CAREFULLY);
    return fstatSync(file).isFile() ? use(file) : otherwise;
  } catch {
    return otherwise;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
