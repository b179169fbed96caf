import { join } from 'node:path';
import { renameWithRetry } from '../../support/index.ts';
import { isFile } from '../root-dir/index.ts';
import { readControlFile } from './control-file.ts';

const LABEL = 'backup_label';
/** Postgres puts the label away when it begins to replay. */
const LABEL_IN_USE = 'backup_label.old';
const RECOVERY = 'recovery.signal';

/** Whether a copy's first start, which makes its files its data, has not been or was cut short. */
export async function isUnstartedCopy(dataDir: string): Promise<boolean> {
  await resumeFirstStart(dataDir);
  return (await isFile(join(dataDir, LABEL))) || (await isFile(join(dataDir, RECOVERY)));
}

/**
 * Makes the first start of a copy begin again that was cut short. Without its label Postgres would look for the end of
 * the backup in vain, and never start: "WAL ends before end of online backup". A recovery to a point begins again by
 * itself.
 */
export async function resumeFirstStart(dataDir: string): Promise<void> {
  if (await isFile(join(dataDir, LABEL))) return;
  if (await isFile(join(dataDir, RECOVERY))) return;
  if (!(await isFile(join(dataDir, LABEL_IN_USE)))) return;
  if (readControlFile(dataDir).isInArchiveRecovery) {
    await renameWithRetry(join(dataDir, LABEL_IN_USE), join(dataDir, LABEL));
  }
}
