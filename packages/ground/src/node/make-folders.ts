import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Creates a folder and the missing ones above it, each with `mode`. Returns the first that it created, if any. Node's
 * recursive `mkdir` never returns on a file system that answers ENOENT for a folder it cannot hold, such as procfs.
 */
export function makeFolders(path: string, mode = 0o777): string | undefined {
  const missing: string[] = [];
  let folder = resolve(path);
  for (; !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const each of missing) makeFolder(each, mode);
  if (missing.length === 0) makeFolder(folder, mode);
  return missing[0];
}

/** Creates the folder unless it exists, or another process creates it at the same time. */
function makeFolder(path: string, mode: number): void {
  if (isFolder(path)) return;
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
