import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameWithRetry } from '../support/index.ts';

/** Only the owner can read the state, because it contains passwords. */
export const OWNER_ONLY = 0o600;

/** Replaces a file atomically: writes a new file, syncs it, and renames it. A crash leaves the old or the new file. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.new`;
  try {
    const file = await open(aside, 'w', OWNER_ONLY);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameWithRetry(aside, path);
  } catch (error) {
    // On a full disk, an incomplete file would waste space.
    await rm(aside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes a rename survive a power cut. Windows cannot sync a folder, and does not need to. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
