import { removeTree, renameWithRetry } from '../../support/index.ts';
import { errorMessage, unlessCode } from '../errors.ts';
import { dataDirOf, PARTIAL_SUFFIX, type SpareDirs } from '../root-dir/index.ts';
import { type History, writeHistory } from './history.ts';

/**
 * Makes a branch's folder, whole or not at all: `fill` fills the data directory and says how its history begins. What an
 * earlier attempt could not remove is removed first.
 */
export async function makeBranchDir(
  branchDir: string,
  spares: SpareDirs,
  fill: (dataDir: string) => Promise<History>,
): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  try {
    await removeTree(partialDir);
    await spares.take(partialDir);
    await writeHistory(partialDir, await fill(dataDirOf(partialDir)));
    await renameWithRetry(partialDir, branchDir);
  } catch (error) {
    // Not kept as a spare: the disk may be full. What cannot be removed goes at the next start.
    await removeTree(partialDir).catch(() => {});
    throw error;
  }
}

/** Removes a branch's folder, whole or not at all: what fails after the first step is left to the next start. */
export async function removeBranchDir(
  branchDir: string,
  { spares, log }: { readonly spares: SpareDirs; readonly log: (line: string) => void },
): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  await removeTree(partialDir);
  await unlessCode(renameWithRetry(branchDir, partialDir), 'ENOENT');
  await spares.discard(partialDir).catch((error: unknown) => {
    log(`${partialDir} cannot be removed; the next start tries again: ${errorMessage(error)}`);
  });
}
