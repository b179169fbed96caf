import { basename, join, relative, sep } from 'node:path';
import { type BranchHistory, type DataPoint, formatLsn } from '../../data-plane/index.ts';
import { renameWithRetry } from '../../support/index.ts';
import { type AdminLogin, type BranchAdmin, createBranchAdmin, withAdmin } from '../admin/index.ts';
import { MOST_VISITS } from '../admission/index.ts';
import { nameFullDisk } from '../errors.ts';
import { dataDirOf, logFileOf, readServerFile } from '../root-dir/index.ts';
import type { BranchHost } from './branch-host.ts';
import { readControlFile } from './control-file.ts';
import { type CopiedTo, copyDataDirAtRest, copyRunningDataDir } from './copy-data-dir.ts';
import { copyHistory, readHead } from './copy-history.ts';
import { countWalBytes, removeOlderWal } from './copy-wal.ts';
import { decideTrim } from './decide-trim.ts';
import { type History, historyFrom, readHistory, writeHistory } from './history.ts';
import { makeBranchDir, removeBranchDir } from './make-branch-dir.ts';
import { createQueue } from './queue.ts';
import type { ServerAddress } from './server-address.ts';
import { startWithRoom } from './shared-memory.ts';
import { createSlots } from './slots.ts';
import { type Server, startServer } from './start-server.ts';
import { isUnstartedCopy, resumeFirstStart } from './unfinished-copy.ts';

/** One data directory and the server on it, which runs while somebody holds it. */
export interface Branch {
  /** Makes the data directory as a copy of the one in `dataDir` at rest, and `fill`s it; its history begins after. */
  createFrom(dataDir: string, fill: (admin: BranchAdmin) => Promise<void>): Promise<void>;
  /** Makes the data directory as a copy of another branch, running or not, as it is or was at a point. */
  createFromBranch(parent: Branch, at?: DataPoint): Promise<void>;
  /** Copies this branch's data into a new folder while its server goes on; returns the history of the copy. */
  copyDataTo(dataDir: string, at?: DataPoint): Promise<History>;
  /** Forgets all that was: stops the server, and makes what there is now the base of the history, in a new folder. */
  beginHistory(baseDir: string): Promise<void>;
  /** Keeps the history within bounds; `baseDir` is a folder that may be made for it. */
  trimHistory(baseDir: string): Promise<void>;
  /** Between which points it can be had. */
  findHistory(): Promise<BranchHistory>;
  /** Where its history begins. */
  readBeginning(): Promise<History['begins']>;
  /** The folders below the root that its history rests on. */
  readBases(): Promise<string[]>;
  /** Stops the server, and moves the folder; nobody may hold the branch. */
  moveTo(branchDir: string): Promise<void>;
  /** From now on the server runs for this holder; resolves when it takes connections. Holding twice is holding once. */
  hold(holder: string): Promise<ServerAddress>;
  /** Stops the server when that was the last holder. */
  release(holder: string): Promise<void>;
  /** Stops a server that runs on for the next call of the control plane; whether there was one. */
  stopUnused(): Promise<boolean>;
  /** Does something inside the branch, with the server running meanwhile. */
  administer<Value>(work: (admin: BranchAdmin) => Promise<Value>): Promise<Value>;
  /** Stops the server whoever holds it; it is not started again. */
  close(how: 'clean' | 'immediate'): Promise<void>;
  /** Stops the server and removes the data: all of it, or nothing when it throws. */
  drop(): Promise<void>;
}

export function createBranch(initialDir: string, host: BranchHost): Branch {
  let branchDir = initialDir;
  const branchId = (): string => basename(branchDir);
  const dataDir = (): string => dataDirOf(branchDir);
  // Starting, stopping, copying and dropping exclude one another; a session of a running server waits for none of them.
  const queue = createQueue();
  // However many calls come at once, their sessions fit into what clients leave over.
  const slots = createSlots(MOST_VISITS);
  const holders = new Set<string>();
  let server: Server | undefined;
  let isClosed = false;
  let visits = 0;

  function assertOpen(): void {
    if (isClosed) throw new Error(`Branch ${branchId()} was deleted, or the emulator is stopping.`);
  }

  async function ensureRunning(): Promise<ServerAddress> {
    assertOpen();
    if (server?.isRunning()) return server.address;
    // What is left of a server that ended by itself would keep the next one from its data.
    await server?.stop('immediate');
    await resumeFirstStart(dataDir());
    const majorVersion = Number.parseInt(readServerFile(join(dataDir(), 'PG_VERSION')).toString('utf8'), 10);
    const options = {
      binaries: host.binariesFor(majorVersion),
      dataDir: dataDir(),
      logFile: logFileOf(branchDir),
      adminPassword: host.adminPassword,
      durable: host.durable,
      platform: host.platform,
      inherited: host.inherited,
      log: host.log,
      onCrash: () => host.onCrash([...holders]),
    };
    const start = async (): Promise<Server> => startServer({ ...options, address: await host.nextAddress() });
    server = await startWithRoom(start, host.makeRoom);
    return server.address;
  }

  async function stopIfUnused(): Promise<void> {
    await queue.run(async () => {
      if (holders.size === 0) await server?.stop('clean');
    });
  }

  async function hold(holder: string): Promise<ServerAddress> {
    holders.add(holder);
    if (!isClosed && server?.isRunning()) return server.address;
    try {
      return await queue.run(ensureRunning);
    } catch (error) {
      holders.delete(holder);
      throw error;
    }
  }

  async function visit<Value>(work: (login: AdminLogin) => Promise<Value>): Promise<Value> {
    visits += 1;
    const visitor = `visit ${visits}`;
    try {
      await hold(visitor);
      return await work(loginToServer());
    } catch (error) {
      throw nameFullDisk(error, branchDir);
    } finally {
      holders.delete(visitor);
      // A stop that fails shows when the server is needed next.
      setTimeout(() => void stopIfUnused().catch(() => {}), host.lingerMs).unref();
    }
  }

  function loginToServer(): AdminLogin {
    if (server) return server.login;
    throw new Error(`Branch ${branchId()} has no server yet.`);
  }

  const administer: Branch['administer'] = (work) => slots.run(() => visit((login) => work(createBranchAdmin(login))));

  /** What was copied from a running server is whole at rest only after a first start. */
  async function finishCopy(): Promise<void> {
    if (!(await isUnstartedCopy(dataDir()))) return;
    await ensureRunning();
    await server?.stop('clean');
  }

  async function copyHead(target: string, withHistory: boolean): Promise<CopiedTo> {
    assertOpen();
    if (!server?.isRunning()) {
      await finishCopy();
      return copyDataDirAtRest(dataDir(), target, withHistory);
    }
    return withAdmin(server.login, { work: 'copy running data' }, (session) =>
      copyRunningDataDir(session, dataDir(), target, withHistory),
    );
  }

  const baseNameOf = (baseDir: string): string => relative(host.rootDir, baseDir).replaceAll(sep, '/');

  function copyPoint(target: string, at: DataPoint): Promise<History> {
    return visit((login) =>
      queue.run(async () => {
        const history = await readHistory(branchDir);
        const source = { rootDir: host.rootDir, dataDir: dataDir(), history };
        await withAdmin(login, { work: 'copy history' }, (session) => copyHistory(session, source, target, at));
        return { base: history.base, begins: { ...history.begins, ...at } };
      }),
    );
  }

  /** The end is in the data directory of a server that shut down in order. Without that, only a start finds it. */
  async function findEnd(): Promise<BranchHistory['ends'] | undefined> {
    if (server?.isRunning()) return withAdmin(server.login, { work: 'read history' }, readHead);
    const { isShutDown, redoLsn } = readControlFile(dataDir());
    if (!isShutDown || (await isUnstartedCopy(dataDir()))) return undefined;
    return { lsn: formatLsn(redoLsn), timestamp: new Date().toISOString() };
  }

  /** In the queue, so that no trimming comes in between. */
  function findHistoryNow(): Promise<BranchHistory | undefined> {
    return queue.run(async () => {
      const ends = await findEnd();
      return ends && { begins: (await readHistory(branchDir)).begins, ends };
    });
  }

  async function findHistory(): Promise<BranchHistory> {
    const history = (await findHistoryNow()) ?? (await visit(findHistoryNow));
    if (history) return history;
    throw new Error(`Branch ${branchId()} ended while its history was read; try again.`);
  }

  /** Its history begins at this moment, or where the point says. */
  async function writeBeginning(at: DataPoint | undefined): Promise<void> {
    const lsn = await administer((admin) => admin.currentLsn());
    const timestamp = new Date().toISOString();
    const { base } = await readHistory(branchDir);
    await writeHistory(branchDir, { base, begins: { timestamp, lsn, ...at } });
  }

  return {
    async createFrom(source, fill) {
      await queue.run(() =>
        makeBranchDir(branchDir, host.spares, async (target) => {
          const { lsn } = await copyDataDirAtRest(source, target, false);
          return historyFrom(baseNameOf(source), lsn);
        }),
      );
      await administer(fill);
      await writeBeginning(undefined);
    },
    async createFromBranch(parent, at) {
      await queue.run(() => makeBranchDir(branchDir, host.spares, (target) => parent.copyDataTo(target, at)));
      // The first start replays the log; what cannot be replayed is to be known now.
      if (at) await writeBeginning(at);
    },
    copyDataTo: (target, at) =>
      at
        ? copyPoint(target, at)
        : queue.run(async () => {
            const { lsn } = await copyHead(target, true);
            return historyFrom((await readHistory(branchDir)).base, lsn);
          }),
    beginHistory: (baseDir) =>
      queue.run(async () => {
        await server?.stop('clean');
        const { lsn, firstSegment } = await copyDataDirAtRest(dataDir(), baseDir, false);
        await writeHistory(branchDir, historyFrom(baseNameOf(baseDir), lsn));
        await removeOlderWal(dataDir(), firstSegment);
      }),
    trimHistory: (baseDir) =>
      queue.run(async () => {
        if (host.isAtWork(branchId())) return;
        const { base, begins, next } = await readHistory(branchDir);
        const size = {
          walBytes: await countWalBytes(dataDir()),
          ageMs: ageMsOf(begins),
          nextAgeMs: next && ageMsOf(next.begins),
        };
        const bounds = { mostBytes: host.historyBytes, keepMs: host.historyMsOf(branchId()) };
        const decision = decideTrim(size, bounds);
        if (decision === 'lay-base') {
          const { lsn, firstSegment } = await copyHead(baseDir, false);
          const later = historyFrom(baseNameOf(baseDir), lsn);
          await writeHistory(branchDir, { base, begins, next: { ...later, firstSegment } });
        }
        if (decision === 'begin-there' && next) {
          await writeHistory(branchDir, { base: next.base, begins: next.begins });
          await removeOlderWal(dataDir(), next.firstSegment);
        }
      }),
    findHistory,
    readBeginning: async () => (await readHistory(branchDir)).begins,
    async readBases() {
      const { base, next } = await readHistory(branchDir);
      return next ? [base, next.base] : [base];
    },
    moveTo: (target) =>
      queue.run(async () => {
        await server?.stop('clean');
        await renameWithRetry(branchDir, target);
        branchDir = target;
      }),
    hold,
    async release(holder) {
      holders.delete(holder);
      await stopIfUnused();
    },
    async stopUnused() {
      // Not in the queue: a branch that asks for room while it starts would wait for itself.
      if (holders.size > 0 || !server?.isRunning()) return false;
      await stopIfUnused();
      return true;
    },
    administer,
    async close(how) {
      isClosed = true;
      await queue.run(async () => server?.stop(how));
    },
    async drop() {
      isClosed = true;
      await queue.run(async () => {
        await server?.stop('immediate');
        await removeBranchDir(branchDir, host).catch((error: unknown) => {
          isClosed = false;
          throw error;
        });
      });
    },
  };
}

function ageMsOf({ timestamp }: History['begins']): number {
  return Date.now() - Date.parse(timestamp);
}
