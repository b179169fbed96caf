import type { BranchHistory, DataPoint } from '../../data-plane/index.ts';
import { renameWithRetry } from '../../support/index.ts';
import type { BranchAdmin } from '../admin/index.ts';
import type { BranchHost } from './branch-host.ts';
import { baseNameIn, createBranchPast } from './branch-past.ts';
import { type BranchServer, createBranchServer } from './branch-server.ts';
import { copyDataDirAtRest } from './copy-data-dir.ts';
import { type History, historyFrom } from './history.ts';
import { makeBranchDir, removeBranchDir } from './make-branch-dir.ts';
import type { StopMode } from './plan-stop.ts';
import { createQueue } from './queue.ts';

/** One data directory with its history, and the server on it. */
export interface Branch extends Pick<BranchServer, 'hold' | 'release' | 'stopUnused' | 'administer'> {
  /** Makes the data directory as a copy of the one in `dataDir` at rest, and `fill`s it; its history begins after. */
  createFrom(dataDir: string, fill: (admin: BranchAdmin) => Promise<void>): Promise<void>;
  /** Makes the data directory as a copy of another branch, running or not, as it is or was at a point. */
  createFromBranch(parent: Branch, at?: DataPoint): Promise<void>;
  /** Copies this branch's data into a new folder while its server goes on; returns the history of the copy. */
  copyDataTo(dataDir: string, at: DataPoint | undefined): Promise<History>;
  /** Copies the data into a new folder, without their history, while the server goes on. */
  copyForStandby(dataDir: string): Promise<void>;
  /** Forgets the history: stops the server, and copies the data to a new folder, where the history now begins. */
  beginHistory(baseDir: string): Promise<void>;
  /** Keeps the history within bounds; `baseDir` is a folder that may be made for it. */
  trimHistory(baseDir: string): Promise<void>;
  /** The points between which the branch can be had. */
  findHistory(): Promise<BranchHistory>;
  /** Where its history begins. */
  readBeginning(): Promise<History['begins']>;
  /** The folders below the root that its history rests on. */
  readBases(): Promise<string[]>;
  /** Stops the server, and moves the folder; nobody may hold the branch. */
  moveTo(branchDir: string): Promise<void>;
  /** Stops the server whoever holds it; it is not started again. */
  close(mode: StopMode): Promise<void>;
  /** Stops the server and removes the data: all of it, or nothing when it throws. */
  drop(): Promise<void>;
}

export function createBranch(initialDir: string, host: BranchHost): Branch {
  let branchDir = initialDir;
  const queue = createQueue();
  const site = { dir: () => branchDir, queue };
  const server = createBranchServer(site, host);
  const past = createBranchPast(site, server, host);

  return {
    hold: server.hold,
    release: server.release,
    stopUnused: server.stopUnused,
    administer: server.administer,
    copyDataTo: past.copyTo,
    copyForStandby: past.copyForStandby,
    beginHistory: past.beginIn,
    trimHistory: past.trim,
    findHistory: past.find,
    readBeginning: past.readBeginning,
    readBases: past.readBases,
    async createFrom(source, fill) {
      await queue.run(() =>
        makeBranchDir(branchDir, host.spares, async (target) => {
          const { lsn } = await copyDataDirAtRest(source, target, false);
          return historyFrom(baseNameIn(host.rootDir, source), lsn);
        }),
      );
      await server.administer(fill);
      await past.beginAt(undefined);
    },
    async createFromBranch(parent, at) {
      await queue.run(() => makeBranchDir(branchDir, host.spares, (target) => parent.copyDataTo(target, at)));
      // The first start replays the log; what cannot be replayed is to be known now.
      if (at) await past.beginAt(at);
    },
    moveTo: (target) =>
      queue.run(async () => {
        await server.stop('clean');
        await renameWithRetry(branchDir, target);
        branchDir = target;
      }),
    async close(mode) {
      server.close();
      await queue.run(() => server.stop(mode));
    },
    async drop() {
      server.close();
      await queue.run(async () => {
        await server.stop('immediate');
        await removeBranchDir(branchDir, host).catch((error: unknown) => {
          server.reopen();
          throw error;
        });
      });
    },
  };
}
