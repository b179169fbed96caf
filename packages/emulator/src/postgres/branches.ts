import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataPoint } from '../data-plane/index.ts';
import { removeTree } from '../support/index.ts';
import { type Branch, type BranchHost, createBranch } from './cluster/index.ts';
import { errorMessage, nameFullDisk } from './errors.ts';
import { LOOK_SUFFIX, NEXT_SUFFIX, OLD_SUFFIX, PARTIAL_SUFFIX } from './root-dir/index.ts';

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
  lookAt<Value>(branchId: string, at: DataPoint, work: (copy: Branch) => Promise<Value>): Promise<Value>;
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
  const branches = new Map<string, Branch>();
  /** Being made, and not to be found yet. */
  const coming = new Map<string, Promise<void>>();
  let isClosed = false;
  let bases = 0;
  let looks = 0;
  /** A base that is being laid is not known to any branch yet. */
  let isTrimming = false;
  const dirOf = (branchId: string): string => join(branchesDir, branchId);

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

  /** Puts one branch's data in the place of another's, which get the id `oldId`. Both stay as they are when it fails. */
  async function swap(branchId: string, nextId: string, oldId: string): Promise<void> {
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
  }

  function find(branchId: string): Branch {
    const branch = branches.get(branchId);
    if (branch) return branch;
    throw new Error(`Branch ${branchId} has no data directory; create it first.`);
  }

  async function add(branchId: string, fill: (branch: Branch) => Promise<void>): Promise<void> {
    if (!/^[a-z0-9-]{1,80}$/.test(branchId)) {
      throw new Error(`Branch id ${branchId} cannot name a folder; use lower-case letters, digits and dashes.`);
    }
    if (isClosed) throw new Error('The emulator is stopping; start another one.');
    if (branches.has(branchId) || coming.has(branchId)) throw new Error(`Branch ${branchId} exists already.`);
    const made = make(branchId, fill).finally(() => coming.delete(branchId));
    coming.set(branchId, made);
    await made;
  }

  async function drop(branchId: string): Promise<void> {
    await branches.get(branchId)?.drop();
    branches.delete(branchId);
    await removeUnusedBases().catch((error: unknown) => {
      host.log(`Unused bases stay behind until the next branch is dropped: ${errorMessage(error)}`);
    });
  }

  /** For data that nobody refers to any more: what cannot be removed now is removed at the next start. */
  async function forget(branchId: string): Promise<void> {
    await drop(branchId).catch((error: unknown) => {
      branches.delete(branchId);
      host.log(`Branch ${branchId} stays behind: ${errorMessage(error)}`);
    });
  }

  /** One that is just being made may rest on any of them. */
  async function removeUnusedBases(): Promise<void> {
    const names = await readdir(basesDir);
    if (names.length === 0 || coming.size > 0 || isTrimming) return;
    const used = await Promise.all([...branches.values()].map((branch) => branch.readBases()));
    const usedNames = new Set(used.flat().map((base) => basename(base)));
    for (const name of names) {
      if (!usedNames.has(name)) await removeTree(join(basesDir, name));
    }
  }

  function newBaseDir(branchId: string): string {
    bases += 1;
    return join(basesDir, `${branchId}-${process.pid}-${Date.now()}-${bases}`);
  }

  for (const branchId of readdirSync(branchesDir)) {
    if (!branchId.endsWith(PARTIAL_SUFFIX)) branches.set(branchId, createBranch(dirOf(branchId), host));
  }

  return {
    find,
    add,
    async replace(branchId, { fill, keepOldAs, whileAway }) {
      find(branchId);
      // Then an earlier attempt has done it, and was cut short before anybody knew.
      if (keepOldAs !== undefined && branches.has(keepOldAs)) return;
      const nextId = `${branchId}${NEXT_SUFFIX}`;
      const oldId = keepOldAs ?? `${branchId}${OLD_SUFFIX}`;
      await drop(nextId);
      await add(nextId, fill);
      if (keepOldAs === undefined) await removeTree(dirOf(oldId));
      await whileAway(() => swap(branchId, nextId, oldId)).catch(async (error: unknown) => {
        await drop(nextId);
        throw error;
      });
      if (keepOldAs === undefined) await forget(oldId);
    },
    drop,
    list: () => [...branches.keys()],
    async lookAt(branchId, at, work) {
      const source = find(branchId);
      looks += 1;
      const copyId = `${branchId}${LOOK_SUFFIX}${looks}`;
      await add(copyId, (copy) => copy.createFromBranch(source, at));
      try {
        return await work(find(copyId));
      } finally {
        await drop(copyId);
      }
    },
    newBaseDir,
    async stopUnused() {
      for (const branch of branches.values()) if (await branch.stopUnused()) return true;
      return false;
    },
    async trimHistories() {
      isTrimming = true;
      try {
        for (const [branchId, branch] of branches) {
          if (!isClosed) await branch.trimHistory(newBaseDir(branchId));
        }
      } finally {
        isTrimming = false;
      }
      await removeUnusedBases();
    },
    async closeAll(how) {
      isClosed = true;
      await Promise.allSettled(coming.values());
      await Promise.all([...branches.values()].map((branch) => branch.close(how)));
    },
  };
}
