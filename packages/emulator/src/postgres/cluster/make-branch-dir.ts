import { rename } from 'node:fs/promises';
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
    await spares.discard(partialDir);
    throw error;
  }
}
