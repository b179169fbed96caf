import { messageOf } from '@neon-api/ground';
import type { DataPoint } from '../data-plane/index.ts';
import { removeTree } from '../support/index.ts';
import { createBaseDirs } from './base-dirs.ts';
import { createBranchSet } from './branch-set.ts';
import type { Branch, BranchHost } from './cluster/index.ts';
import { LOOK_SUFFIX, NEXT_SUFFIX, OLD_SUFFIX } from './root-dir/index.ts';

export interface Branches {
  /** Throws if the branch does not exist. */
  find(branchId: string): Branch;
  /** Creates a branch and fills it with `fill`. A failure leaves nothing behind, not even on disk. */
  add(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void>;
  /**
   * Replaces a branch with a new one filled by `fill`. A failure leaves the branch unchanged. `whileAway` keeps clients
   * away during the swap. Does nothing if `keepOldAs` exists: an earlier call has already replaced the branch.
   */
  replace(branchId: string, replacement: Replacement): Promise<void>;
  drop(branchId: string): Promise<void>;
  /** Returns the ids of all complete branches. */
  list(): readonly string[];
  /** Runs `work` on a temporary copy of a branch as it was at a point. */
  visitCopyAt<Value>(branchId: string, at: DataPoint, work: (copy: Branch) => Promise<Value>): Promise<Value>;
  /** Returns the path of a new base folder, which is removed once no history uses it. */
  newBaseDir(branchId: string): string;
  /** Stops one unused server; resolves to false if there is none. */
  stopUnused(): Promise<boolean>;
  /** Trims every history to its limits. */
  trimHistories(): Promise<void>;
  /** Waits for branches that are being created, and stops every server. Nothing starts afterwards. */
  closeAll(how: 'clean' | 'immediate'): Promise<void>;
}

export interface Replacement {
  readonly fill: (branch: Branch) => Promise<void>;
  /** Id of the branch that keeps the old data; undefined: the old data are removed. */
  readonly keepOldAs: string | undefined;
  readonly whileAway: (swap: () => Promise<void>) => Promise<void>;
}

/** Creates the branches of a folder, including those that an earlier emulator left there. */
export function createBranches(branchesDir: string, basesDir: string, host: BranchHost): Branches {
  const branches = createBranchSet(branchesDir, host);
  const bases = createBaseDirs(basesDir, branches);
  let copies = 0;

  async function drop(branchId: string): Promise<void> {
    await branches.drop(branchId);
    await bases.removeUnused().catch((error: unknown) => {
      host.log(`Unused base folders were not removed; the next drop of a branch tries again: ${messageOf(error)}`);
    });
  }

  /** Drops data that nothing refers to any more. If that fails, the next start removes them. */
  async function dropOrForget(branchId: string): Promise<void> {
    await drop(branchId).catch((error: unknown) => {
      branches.forget(branchId);
      host.log(`The folder of branch ${branchId} was not removed; the next start tries again: ${messageOf(error)}`);
    });
  }

  return {
    find: branches.find,
    add: branches.add,
    async replace(branchId, { fill, keepOldAs, whileAway }) {
      branches.find(branchId);
      // An earlier attempt replaced the branch, but was interrupted before it could report that.
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
      copies += 1;
      const copyId = `${branchId}${LOOK_SUFFIX}${copies}`;
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
