import { basename } from 'node:path';
import type { BranchHistory, DataPoint } from '../../data-plane/index.ts';
import { createQueue, renameWithRetry } from '../../support/index.ts';
import type { BranchAdmin } from '../admin/index.ts';
import { dataDirOf, makeGuardedDir } from '../root-dir/index.ts';
import type { BranchHost } from './branch-host.ts';
import { baseNameIn, createBranchPast } from './branch-past.ts';
import { type BranchServer, createBranchServer } from './branch-server.ts';
import { readControlFile } from './control-file.ts';
import { copyDataDirAtRest } from './copy-data-dir.ts';
import { type History, historyFrom } from './history.ts';
import { dropInheritedSubscriptions, mayHaveSubscriptions } from './inherited-subscriptions.ts';
import { makeBranchDir, removeBranchDir } from './make-branch-dir.ts';
import type { StopMode } from './plan-stop.ts';
import { createPausedServer, type ServerProcess } from './server-process.ts';

/** A data directory, its history and its server. */
export interface Branch extends Pick<BranchServer, 'hold' | 'release' | 'stopUnused' | 'administer'> {
  /** Copies `dataDir`, whose server is stopped, and then runs `fill`. The history begins at the position it returns. */
  createFrom(dataDir: string, fill: (admin: BranchAdmin) => Promise<string>): Promise<void>;
  /** Copies another branch, running or not, as it is now or was at a point. */
  createFromBranch(parent: Branch, at?: DataPoint): Promise<void>;
  /** Copies the data into a new folder while the server runs; returns the copy's history. */
  copyDataTo(dataDir: string, at: DataPoint | undefined): Promise<History>;
  /** Whether a copy may have subscriptions. */
  mayHaveSubscriptions(): Promise<boolean>;
  /** Copies the data into a new folder, without history, while the server runs. */
  copyForStandby(dataDir: string): Promise<void>;
  /** Discards the history: stops the server, and copies the data to a new base folder, where the history now begins. */
  beginHistory(baseDir: string): Promise<void>;
  /** Trims the history to its limits; may create `baseDir` as a new base folder. */
  trimHistory(baseDir: string): Promise<void>;
  /** Returns the earliest and latest points of the history. */
  findHistory(): Promise<BranchHistory>;
  /** Returns where the history begins. */
  readBeginning(): Promise<History['begins']>;
  /** Returns the base folders of the history, relative to the root. */
  readBases(): Promise<string[]>;
  /** Stops the server even if it is held; the next holder starts it. */
  halt(): Promise<void>;
  /** Stops the server and moves the folder. The branch must have no holders. */
  moveTo(branchDir: string): Promise<void>;
  /** Stops the server even if it is held, and prevents further starts. */
  close(mode: StopMode): Promise<void>;
  /** Stops the server and removes the data: all, or none if it throws. */
  drop(): Promise<void>;
}

export function createBranch(initialDir: string, host: BranchHost): Branch {
  let branchDir = initialDir;
  const queue = createQueue();
  const site = { dir: () => branchDir, queue };
  const server = createBranchServer(site, host);
  const past = createBranchPast(site, server, host);

  const pausedServer = (): ServerProcess =>
    createPausedServer(site.dir, host, () => host.tenantSettingsOf(basename(branchDir)));

  return {
    hold: server.hold,
    release: server.release,
    stopUnused: server.stopUnused,
    administer: server.administer,
    copyDataTo: past.copyTo,
    mayHaveSubscriptions: () => mayHaveSubscriptions(dataDirOf(branchDir)),
    copyForStandby: past.copyForStandby,
    beginHistory: past.beginIn,
    trimHistory: past.trim,
    findHistory: past.find,
    readBeginning: past.readBeginning,
    readBases: past.readBases,
    async createFrom(source, fill) {
      const prepared = await host.templateCopies.take(source);
      await queue.run(() =>
        makeBranchDir(branchDir, prepared === undefined ? host.spares.take : makeGuardedDir, async (target) => {
          if (prepared === undefined) await copyDataDirAtRest(source, target, false);
          else await renameWithRetry(prepared, target);
          return historyFrom(baseNameIn(host.rootDir, source), readControlFile(target).redoLsn);
        }),
      );
      await past.beginNow(await server.administer(fill));
      host.templateCopies.prepareNext(source);
      void host.spares.refill(branchDir);
    },
    async createFromBranch(parent, at) {
      await queue.run(() => makeBranchDir(branchDir, host.spares.take, (target) => parent.copyDataTo(target, at)));
      if (await parent.mayHaveSubscriptions()) await queue.run(() => dropInheritedSubscriptions(pausedServer()));
      // Starts the server now, because its replay of the log can fail.
      if (at) await past.beginAt(at);
      void host.templateCopies.removeIfShort();
      void host.spares.refill(branchDir);
    },
    halt: () => queue.run(() => server.stop('clean')),
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
