import { type BranchSource, createPgliteBranch, type PgliteBranch } from './branch.ts';
import type { CreatePglite } from './pglite-instance.ts';

export interface PgliteBranches {
  find(branchId: string): PgliteBranch;
  has(branchId: string): boolean;
  add(branchId: string, source: BranchSource): PgliteBranch;
  /** Puts a new branch in the place of another one, which is kept under a new id or closed. */
  replace(branchId: string, source: BranchSource, keepOldAs: string | undefined): Promise<void>;
  drop(branchId: string): Promise<void>;
  list(): string[];
}

export interface BranchesRules {
  readonly create: CreatePglite;
  /** The largest number of branches that are awake at the same time. */
  readonly maxAwake: number;
}

/** Creates an empty set of branches. The branch that was used least recently falls asleep if too many are awake. */
export function createPgliteBranches({ create, maxAwake }: BranchesRules): PgliteBranches {
  const branches = new Map<string, PgliteBranch>();
  /** In the order of their last use. */
  const used = new Set<PgliteBranch>();

  function noteUse(branch: PgliteBranch): void {
    used.delete(branch);
    used.add(branch);
    const awake = [...used].filter((each) => each.isAwake());
    // Not awaited: a branch must not wait for another one while it keeps its own sessions waiting.
    for (const each of awake.slice(0, Math.max(0, awake.length - maxAwake))) each.sleep().catch(() => {});
  }

  function find(branchId: string): PgliteBranch {
    const branch = branches.get(branchId);
    if (!branch) throw new Error(`Branch ${branchId} has no data.`);
    return branch;
  }

  function add(branchId: string, source: BranchSource): PgliteBranch {
    if (branches.has(branchId)) throw new Error(`Branch ${branchId} exists already.`);
    const branch = createPgliteBranch(source, { create, onUse: noteUse });
    branches.set(branchId, branch);
    return branch;
  }

  async function close(branch: PgliteBranch): Promise<void> {
    await branch.close();
    used.delete(branch);
  }

  return {
    find,
    has: (branchId) => branches.has(branchId),
    add,
    async replace(branchId, source, keepOldAs) {
      const old = find(branchId);
      branches.delete(branchId);
      add(branchId, source);
      if (keepOldAs === undefined) await close(old);
      else branches.set(keepOldAs, old);
    },
    async drop(branchId) {
      const branch = branches.get(branchId);
      branches.delete(branchId);
      if (branch) await close(branch);
    },
    list: () => [...branches.keys()],
  };
}
