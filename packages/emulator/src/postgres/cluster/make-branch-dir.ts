import { rename, rm } from 'node:fs/promises';
import { errorMessage, unlessCode } from '../errors.ts';
import { dataDirOf, PARTIAL_SUFFIX, type SpareDirs } from '../root-dir/index.ts';
import { type History, writeHistory } from './history.ts';

/** Makes a branch's folder, whole or not at all: `fill` fills the data directory and says how its history begins. */
export async function makeBranchDir(
  branchDir: string,
  spares: SpareDirs,
  fill: (dataDir: string) => Promise<History>,
): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  try {
    await spares.take(partialDir);
    await writeHistory(partialDir, await fill(dataDirOf(partialDir)));
    await rename(partialDir, branchDir);
  } catch (error) {
    // Not kept as a spare: the disk may be full. What cannot be removed goes at the next start.
    await rm(partialDir, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
    throw error;
  }
}

/** Removes a branch's folder, whole or not at all: what fails after the first step is left to the next start. */
export async function removeBranchDir(
  branchDir: string,
  { spares, log }: { readonly spares: SpareDirs; readonly log: (line: string) => void },
): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  await rm(partialDir, { recursive: true, force: true, maxRetries: 3 });
  await unlessCode(rename(branchDir, partialDir), 'ENOENT');
  await spares.discard(partialDir).catch((error: unknown) => {
    log(`${partialDir} cannot be removed; the next start tries again: ${errorMessage(error)}`);
  });
}
