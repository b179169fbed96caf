import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { removeTree } from '../support/index.ts';
import type { BranchSet } from './branch-set.ts';

/** Folders with old data that branch histories start from. Several branches can share one. */
export interface BaseDirs {
  /** Returns the path of a new base folder, which is removed once no history uses it. */
  newDir(branchId: string): string;
  removeUnused(): Promise<void>;
  /** Trims every history to its limits. */
  trimHistories(): Promise<void>;
}

export function createBaseDirs(basesDir: string, branches: BranchSet): BaseDirs {
  let count = 0;
  /** While a trim creates a base, no branch refers to it yet. */
  let isTrimming = false;

  function newDir(branchId: string): string {
    count += 1;
    return join(basesDir, `${branchId}-${process.pid}-${Date.now()}-${count}`);
  }

  /** Skipped while a branch is being created, because it may use any of the bases. */
  async function removeUnused(): Promise<void> {
    const names = await readdir(basesDir);
    if (names.length === 0 || branches.isMaking || isTrimming) return;
    const used = await Promise.all([...branches.entries()].map(([, branch]) => branch.readBases()));
    const usedNames = new Set(used.flat().map((base) => basename(base)));
    for (const name of names) {
      if (!usedNames.has(name)) await removeTree(join(basesDir, name));
    }
  }

  return {
    newDir,
    removeUnused,
    async trimHistories() {
      isTrimming = true;
      try {
        for (const [branchId, branch] of branches.entries()) {
          if (!branches.isClosed) await branch.trimHistory(newDir(branchId));
        }
      } finally {
        isTrimming = false;
      }
      await removeUnused();
    },
  };
}
