import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { removeTree } from '../support/index.ts';
import type { BranchSet } from './branch-set.ts';

/** The folders with old data that the histories of branches begin in. Several branches can rest on one. */
export interface BaseDirs {
  /** A name for a folder that a history can rest on, which is removed when none does any more. */
  newDir(branchId: string): string;
  removeUnused(): Promise<void>;
  /** Keeps every history within bounds. */
  trimHistories(): Promise<void>;
}

export function createBaseDirs(basesDir: string, branches: BranchSet): BaseDirs {
  let count = 0;
  /** A base that is being laid is not known to any branch yet. */
  let isTrimming = false;

  function newDir(branchId: string): string {
    count += 1;
    return join(basesDir, `${branchId}-${process.pid}-${Date.now()}-${count}`);
  }

  /** One that is just being made may rest on any of them. */
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
