import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes aside, forces it to the disk, then renames: a crash leaves the old file or the new one, never half of one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const aside = `${path}.new`;
  // It holds passwords: nobody but the owner reads it.
  const file = await open(aside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await syncFolder(dirname(path));
}

/** Makes the new name outlive a power cut. Windows cannot do that to a folder, and does not need it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
