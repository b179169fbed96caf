import { rmSync, writeFileSync } from 'node:fs';
import { renameWithRetrySync } from './rename-with-retry.ts';

/** Replaces a file in one step: a reader sees the old content or the new one. The mode is 0600. */
export function replaceFileSync(path: string, content: string | Uint8Array, draft = `${path}.new`): void {
  try {
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    renameWithRetrySync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
