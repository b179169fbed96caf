import { rm } from 'node:fs/promises';

/**
 * Removes a file, or a folder with its content, if it exists. Retries for a few seconds, because on Windows a process
 * that is ending, a virus scanner or an indexer can keep a file open.
 */
export function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 8 });
}
