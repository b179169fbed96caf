import { rm } from 'node:fs/promises';

/**
 * Removes a file or a folder with all that it holds, if it is there. Tries again for a few seconds while a process that
 * is ending, a virus scanner or an indexer has a file of it open, which keeps it in place on Windows.
 */
export function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 8 });
}
