import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameWithRetry } from '../support/index.ts';

/** The state holds passwords: nobody but the owner reads it. */
export const OWNER_ONLY = 0o600;

/** Writes aside, forces it to the disk, then renames: a crash leaves the old file or the new one, never half of one. */
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
    // On a full disk, half a file would take the room of something whole.
    await rm(aside, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes a new name outlive a power cut. Windows cannot do that to a folder, and does not need it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
