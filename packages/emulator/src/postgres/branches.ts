import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Branch, type BranchHost, createBranch } from './cluster/index.ts';
import { PARTIAL_SUFFIX } from './root-dir/index.ts';

export interface Branches {
  /** Throws when there is no such branch. */
  find(branchId: string): Branch;
  /** A new branch, filled by `fill`; when that fails there is none, on disk neither. */
  add(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void>;
  drop(branchId: string): Promise<void>;
  /** Stops every server, and waits for branches that are being made; nothing starts afterwards. */
  closeAll(how: 'clean' | 'immediate'): Promise<void>;
}

/** The branches below a folder, with those that an earlier emulator left there. */
export function createBranches(branchesDir: string, host: BranchHost): Branches {
  const branches = new Map<string, Branch>();
  /** Being made, and not to be found yet. */
  const coming = new Map<string, Promise<void>>();
  let isClosed = false;

  async function make(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void> {
    const branch = createBranch(join(branchesDir, branchId), host);
    try {
      await fill(branch);
      if (isClosed) throw new Error(`Branch ${branchId} came too late: the emulator is stopping.`);
      branches.set(branchId, branch);
    } catch (error) {
      await branch.drop();
      throw error;
    }
  }

  for (const branchId of readdirSync(branchesDir)) {
    if (!branchId.endsWith(PARTIAL_SUFFIX)) branches.set(branchId, createBranch(join(branchesDir, branchId), host));
  }

  return {
    find(branchId) {
      const branch = branches.get(branchId);
      if (branch) return branch;
      throw new Error(`Branch ${branchId} has no data directory; create it first.`);
    },
    async add(branchId, fill) {
      if (!/^[a-z0-9-]{1,60}$/.test(branchId)) {
        throw new Error(`Branch id ${branchId} cannot name a folder; use lower-case letters, digits and dashes.`);
      }
      if (isClosed) throw new Error('The emulator is stopping; start another one.');
      if (branches.has(branchId) || coming.has(branchId)) throw new Error(`Branch ${branchId} exists already.`);
      const made = make(branchId, fill).finally(() => coming.delete(branchId));
      coming.set(branchId, made);
      await made;
    },
    async drop(branchId) {
      await branches.get(branchId)?.drop();
      branches.delete(branchId);
    },
    async closeAll(how) {
      isClosed = true;
      await Promise.allSettled(coming.values());
      await Promise.all([...branches.values()].map((branch) => branch.close(how)));
    },
  };
}
