import { mkdir, rename, rm } from 'node:fs/promises';
import { dataDirOf, giveToServer, PARTIAL_SUFFIX } from '../root-dir/index.ts';
import { type History, writeHistory } from './history.ts';

/** Makes a branch's folder, whole or not at all: `fill` fills the data directory and says how its history begins. */
export async function makeBranchDir(branchDir: string, fill: (dataDir: string) => Promise<History>): Promise<void> {
  const partialDir = `${branchDir}${PARTIAL_SUFFIX}`;
  try {
    await mkdir(partialDir, { mode: 0o700 });
    await giveToServer(partialDir);
    await writeHistory(partialDir, await fill(dataDirOf(partialDir)));
    await rename(partialDir, branchDir);
  } catch (error) {
    await rm(partialDir, { recursive: true, force: true });
    throw error;
  }
}
