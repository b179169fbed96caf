import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '@neon-api/ground';
import { removeTree } from '../support/index.ts';
import { type Branch, type BranchHost, createBranch } from './cluster/index.ts';
import { nameFullDisk } from './errors.ts';
import { PARTIAL_SUFFIX } from './root-dir/index.ts';

/** Branches by id, each in a folder of that name. */
export interface BranchSet {
  /** True once the emulator is stopping; no branch can be added then. */
  readonly isClosed: boolean;
  /** True while a branch is being created; it is not listed yet. */
  readonly isMaking: boolean;
  dirOf(branchId: string): string;
  /** Throws if the branch does not exist. */
  find(branchId: string): Branch;
  has(branchId: string): boolean;
  entries(): IterableIterator<[string, Branch]>;
  /** Creates a branch and fills it with `fill`. A failure leaves nothing behind, not even on disk. */
  add(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void>;
  drop(branchId: string): Promise<void>;
  /** Removes a branch from the set, and keeps its folder. */
  forget(branchId: string): void;
  /** Replaces a branch with the one named `nextId`; the old one becomes `oldId`. A failure changes neither. */
  swap(branchId: string, nextId: string, oldId: string): Promise<void>;
  /** Waits for branches that are being created, and stops every server. Nothing starts afterwards. */
  closeAll(how: 'clean' | 'immediate'): Promise<void>;
}

/** Creates the set of branches in a folder, including the branches that an earlier emulator left there. */
export function createBranchSet(branchesDir: string, host: BranchHost): BranchSet {
  const dirOf = (branchId: string): string => join(branchesDir, branchId);
  const branches = new Map<string, Branch>();
  /** Branches that are being created; `find` does not return them yet. */
  const pending = new Map<string, Promise<void>>();
  let isClosed = false;

  for (const branchId of readdirSync(branchesDir)) {
    if (!branchId.endsWith(PARTIAL_SUFFIX)) branches.set(branchId, createBranch(dirOf(branchId), host));
  }

  async function make(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void> {
    const branch = createBranch(dirOf(branchId), host);
    try {
      await removeTree(dirOf(branchId));
      await fill(branch);
      if (isClosed) throw new Error(`Branch ${branchId} was not created: the emulator is stopping.`);
      branches.set(branchId, branch);
    } catch (error) {
      await branch.drop().catch((reason: unknown) => {
        host.log(`The folder of branch ${branchId} was not removed: ${messageOf(reason)}`);
      });
      throw nameFullDisk(error, dirOf(branchId));
    }
  }

  function find(branchId: string): Branch {
    const branch = branches.get(branchId);
    if (branch) return branch;
    throw new Error(`Branch ${branchId} has no data directory. Create it first.`);
  }

  return {
    get isClosed() {
      return isClosed;
    },
    get isMaking() {
      return pending.size > 0;
    },
    dirOf,
    find,
    has: (branchId) => branches.has(branchId),
    entries: () => branches.entries(),
    async add(branchId, fill) {
      if (!/^[a-z0-9-]{1,80}$/.test(branchId)) {
        throw new Error(
          `Branch id ${branchId} is not a valid folder name. Use up to 80 lower-case letters, digits and dashes.`,
        );
      }
      if (isClosed) throw new Error('The emulator is stopping. Start a new one.');
      if (branches.has(branchId) || pending.has(branchId)) throw new Error(`Branch ${branchId} already exists.`);
      const made = make(branchId, fill).finally(() => pending.delete(branchId));
      pending.set(branchId, made);
      await made;
    },
    async drop(branchId) {
      await branches.get(branchId)?.drop();
      branches.delete(branchId);
    },
    forget: (branchId) => void branches.delete(branchId),
    async swap(branchId, nextId, oldId) {
      const [old, next] = [find(branchId), find(nextId)];
      await old.moveTo(dirOf(oldId));
      try {
        await next.moveTo(dirOf(branchId));
      } catch (error) {
        await old.moveTo(dirOf(branchId));
        throw error;
      }
      branches.set(oldId, old);
      branches.set(branchId, next);
      branches.delete(nextId);
    },
    async closeAll(how) {
      isClosed = true;
      await Promise.allSettled(pending.values());
      await Promise.all([...branches.values()].map((branch) => branch.close(how)));
    },
  };
}
