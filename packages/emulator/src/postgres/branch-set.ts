import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from '../support/index.ts';
import { type Branch, type BranchHost, createBranch } from './cluster/index.ts';
import { errorMessage, nameFullDisk } from './errors.ts';
import { PARTIAL_SUFFIX } from './root-dir/index.ts';

/** The branches by their ids, each in a folder of that name. */
export interface BranchSet {
  /** Whether the emulator is stopping, so that none is added any more. */
  readonly isClosed: boolean;
  /** Whether one is being made, which is in no list yet. */
  readonly isMaking: boolean;
  dirOf(branchId: string): string;
  /** Throws when there is no such branch. */
  find(branchId: string): Branch;
  has(branchId: string): boolean;
  entries(): IterableIterator<[string, Branch]>;
  /** A new branch, filled by `fill`; when that fails there is none, on disk neither. */
  add(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void>;
  drop(branchId: string): Promise<void>;
  /** Takes a branch out of the set, and leaves its folder as it is. */
  forget(branchId: string): void;
  /** Puts one branch's data in the place of another's, which get the id `oldId`. Both stay as they are when it fails. */
  swap(branchId: string, nextId: string, oldId: string): Promise<void>;
  /** Stops every server, and waits for branches that are being made; nothing starts afterwards. */
  closeAll(how: 'clean' | 'immediate'): Promise<void>;
}

/** The branches below a folder, with those that an earlier emulator left there. */
export function createBranchSet(branchesDir: string, host: BranchHost): BranchSet {
  const dirOf = (branchId: string): string => join(branchesDir, branchId);
  const branches = new Map<string, Branch>();
  /** Being made, and not to be found yet. */
  const coming = new Map<string, Promise<void>>();
  let isClosed = false;

  for (const branchId of readdirSync(branchesDir)) {
    if (!branchId.endsWith(PARTIAL_SUFFIX)) branches.set(branchId, createBranch(dirOf(branchId), host));
  }

  async function make(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void> {
    const branch = createBranch(dirOf(branchId), host);
    try {
      await removeTree(dirOf(branchId));
      await fill(branch);
      if (isClosed) throw new Error(`Branch ${branchId} came too late: the emulator is stopping.`);
      branches.set(branchId, branch);
    } catch (error) {
      await branch
        .drop()
        .catch((reason: unknown) => host.log(`Branch ${branchId} stays behind: ${errorMessage(reason)}`));
      throw nameFullDisk(error, dirOf(branchId));
    }
  }

  function find(branchId: string): Branch {
    const branch = branches.get(branchId);
    if (branch) return branch;
    throw new Error(`Branch ${branchId} has no data directory; create it first.`);
  }

  return {
    get isClosed() {
      return isClosed;
    },
    get isMaking() {
      return coming.size > 0;
    },
    dirOf,
    find,
    has: (branchId) => branches.has(branchId),
    entries: () => branches.entries(),
    async add(branchId, fill) {
      if (!/^[a-z0-9-]{1,80}$/.test(branchId)) {
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
      await Promise.allSettled(coming.values());
      await Promise.all([...branches.values()].map((branch) => branch.close(how)));
    },
  };
}
