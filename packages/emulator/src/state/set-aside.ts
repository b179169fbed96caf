import { copyFileSync, existsSync, linkSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, timestampOf } from '../support/index.ts';

const DAMAGED = 'control-plane.damaged-';

/**
 * Whether a state was recovered here, and may lack records of existing data. True as long as the folder with the
 * damaged files is kept.
 */
export function wasRecovered(dataDir: string): boolean {
  return readdirSync(dataDir).some((name) => name.startsWith(DAMAGED));
}

/** Copies the files to a new folder, and returns it. The originals stay until a new snapshot replaces them. */
export function setAside(dataDir: string, clock: Clock, names: readonly string[]): string {
  const folder = mkdtempSync(join(dataDir, `${DAMAGED}${timestampOf(clock).replaceAll(':', '-')}-`));
  for (const name of names) {
    const [from, to] = [join(dataDir, name), join(folder, name)];
    if (!existsSync(from)) continue;
    try {
      // Needs no disk space. The files are not written to again.
      linkSync(from, to);
    } catch {
      copyFileSync(from, to);
    }
  }
  return folder;
}
