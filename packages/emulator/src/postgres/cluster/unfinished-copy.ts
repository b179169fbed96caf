import { join } from 'node:path';
import { renameWithRetry } from '../../support/index.ts';
import { isFile } from '../root-dir/index.ts';
import { readControlFile } from './control-file.ts';

const LABEL = 'backup_label';
/** Postgres renames the label when it begins to replay. */
const LABEL_IN_USE = 'backup_label.old';
const RECOVERY = 'recovery.signal';

/** True if a copy's first start, which makes its files consistent, is missing or was interrupted. */
export async function isUnstartedCopy(dataDir: string): Promise<boolean> {
  await resumeFirstStart(dataDir);
  return (await isFile(join(dataDir, LABEL))) || (await isFile(join(dataDir, RECOVERY)));
}

/**
 * Lets an interrupted first start of a copy begin again. Without its label, Postgres would search for the end of the
 * backup and never start: "WAL ends before end of online backup". An interrupted recovery to a point needs no help.
 */
export async function resumeFirstStart(dataDir: string): Promise<void> {
  if (await isFile(join(dataDir, LABEL))) return;
  if (await isFile(join(dataDir, RECOVERY))) return;
  if (!(await isFile(join(dataDir, LABEL_IN_USE)))) return;
  if (readControlFile(dataDir).isInArchiveRecovery) {
    await renameWithRetry(join(dataDir, LABEL_IN_USE), join(dataDir, LABEL));
  }
}
