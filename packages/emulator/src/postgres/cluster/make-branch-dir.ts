import { messageOf } from '@neon-api/ground';
import { removeTree, renameWithRetry } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { dataDirOf, PARTIAL_SUFFIX, type SpareDirs } from '../root-dir/index.ts';
import { type History, writeHistory } from './history.ts';

/**
 * Creates a branch's folder, whole or not at all. `makeDir` creates it, possibly with files to overwrite; `fill` fills
 * the data directory and returns its history. Removes leftovers of an earlier attempt first.
 */
export async function makeBranchDir(
  branchDir: string,
  makeDir: (dir: string) => Promise<void>,
  fill: (dataDir: string) => Promise<History>,
): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  try {
    await removeTree(partialDir);
    await makeDir(partialDir);
    await writeHistory(partialDir, await fill(dataDirOf(partialDir)));
    await renameWithRetry(partialDir, branchDir);
  } catch (error) {
    // Not kept as a spare, because the disk may be full. If this fails, the next start removes it.
    await removeTree(partialDir).catch(() => {});
    throw error;
  }
}

/** Removes a branch's folder, whole or not at all: it is renamed first, and the next start removes leftovers. */
export async function removeBranchDir(
  branchDir: string,
  { spares, log }: { readonly spares: SpareDirs; readonly log: (line: string) => void },
): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  await removeTree(partialDir);
  await unlessCode(renameWithRetry(branchDir, partialDir), 'ENOENT');
  await spares.discard(partialDir).catch((error: unknown) => {
    log(`The folder ${partialDir} was not removed; the next start tries again: ${messageOf(error)}`);
  });
}
