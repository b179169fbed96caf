import type { DataPoint } from '../data-plane/index.ts';
import { removeTree } from '../support/index.ts';
import { createBaseDirs } from './base-dirs.ts';
import { createBranchSet } from './branch-set.ts';
import type { Branch, BranchHost } from './cluster/index.ts';
import { errorMessage } from './errors.ts';
import { LOOK_SUFFIX, NEXT_SUFFIX, OLD_SUFFIX } from './root-dir/index.ts';

export interface Branches {
  /** Throws when there is no such branch. */
  find(branchId: string): Branch;
  /** A new branch, filled by `fill`; when that fails there is none, on disk neither. */
  add(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void>;
  /**
   * Puts a new branch, filled by `fill`, in the place of one; when it fails, the branch is as it was. `whileAway` keeps
   * everybody off during the swap. Does nothing when an earlier call has kept the old data already.
   */
  replace(branchId: string, replacement: Replacement): Promise<void>;
  drop(branchId: string): Promise<void>;
  /** The ids of all that are whole. */
  list(): readonly string[];
  /** Does something in a copy of a branch as it was at a point; the copy goes afterwards. */
  visitCopyAt<Value>(branchId: string, at: DataPoint, work: (copy: Branch) => Promise<Value>): Promise<Value>;
  /** A name for a folder that a history can rest on, which is removed when none does any more. */
  newBaseDir(branchId: string): string;
  /** Stops one server that nothing needs any more; whether there was one. */
  stopUnused(): Promise<boolean>;
  /** Keeps every history within bounds. */
  trimHistories(): Promise<void>;
  /** Stops every server, and waits for branches that are being made; nothing starts afterwards. */
  closeAll(how: 'clean' | 'immediate'): Promise<void>;
}

export interface Replacement {
  readonly fill: (branch: Branch) => Promise<void>;
  /** The branch that the old data become; default: they go. */
  readonly keepOldAs: string | undefined;
  readonly whileAway: (swap: () => Promise<void>) => Promise<void>;
}

/** The branches below a folder, with those that an earlier emulator left there. */
export function createBranches(branchesDir: string, basesDir: string, host: BranchHost): Branches {
  const branches = createBranchSet(branchesDir, host);
  const bases = createBaseDirs(basesDir, branches);
  let looks = 0;

  async function drop(branchId: string): Promise<void> {
    await branches.drop(branchId);
    await bases.removeUnused().catch((error: unknown) => {
      host.log(`Unused bases stay behind until the next branch is dropped: ${errorMessage(error)}`);
    });
  }

  /** For data that nobody refers to any more: what cannot be removed now is removed at the next start. */
  async function dropOrForget(branchId: string): Promise<void> {
    await drop(branchId).catch((error: unknown) => {
      branches.forget(branchId);
      host.log(`Branch ${branchId} stays behind: ${errorMessage(error)}`);
    });
  }

  return {
    find: branches.find,
    add: branches.add,
    async replace(branchId, { fill, keepOldAs, whileAway }) {
      branches.find(branchId);
      // Then an earlier attempt has done it, and was cut short before anybody knew.
      if (keepOldAs !== undefined && branches.has(keepOldAs)) return;
      const nextId = `${branchId}${NEXT_SUFFIX}`;
      const oldId = keepOldAs ?? `${branchId}${OLD_SUFFIX}`;
      await drop(nextId);
      await branches.add(nextId, fill);
      if (keepOldAs === undefined) await removeTree(branches.dirOf(oldId));
      await whileAway(() => branches.swap(branchId, nextId, oldId)).catch(async (error: unknown) => {
        await drop(nextId);
        throw error;
      });
      if (keepOldAs === undefined) await dropOrForget(oldId);
    },
    drop,
    list: () => [...branches.entries()].map(([branchId]) => branchId),
    async visitCopyAt(branchId, at, work) {
      const source = branches.find(branchId);
      looks += 1;
      const copyId = `${branchId}${LOOK_SUFFIX}${looks}`;
      await branches.add(copyId, (copy) => copy.createFromBranch(source, at));
      try {
        return await work(branches.find(copyId));
      } finally {
        await drop(copyId);
      }
    },
    newBaseDir: bases.newDir,
    async stopUnused() {
      for (const [, branch] of branches.entries()) if (await branch.stopUnused()) return true;
      return false;
    },
    trimHistories: bases.trimHistories,
    closeAll: branches.closeAll,
  };
}
