import { basename, relative, sep } from 'node:path';
import { type BranchHistory, type DataPoint, formatLsn } from '../../data-plane/index.ts';
import { withAdmin } from '../admin/index.ts';
import { dataDirOf } from '../root-dir/index.ts';
import type { BranchHost } from './branch-host.ts';
import type { BranchServer, BranchSite } from './branch-server.ts';
import { readControlFile } from './control-file.ts';
import { type CopiedTo, copyDataDirAtRest, copyRunningDataDir } from './copy-data-dir.ts';
import { copyHistory, readHead } from './copy-history.ts';
import { countWalBytes, removeOlderWal } from './copy-wal.ts';
import { decideTrim } from './decide-trim.ts';
import { type History, historyFrom, readHistory, writeHistory } from './history.ts';
import { isUnstartedCopy } from './unfinished-copy.ts';

/** What a branch was at each moment of its history, and copies of it. */
export interface BranchPast {
  /** Copies the data into a new folder while the server goes on; returns the history of the copy. */
  copyTo(dataDir: string, at: DataPoint | undefined): Promise<History>;
  /** Copies the data into a new folder, without their history, while the server goes on. */
  copyForStandby(dataDir: string): Promise<void>;
  /** Forgets the history: stops the server, and copies the data to a new folder, where the history now begins. */
  beginIn(baseDir: string): Promise<void>;
  /** The history begins at the present, or at the point. */
  beginAt(point: DataPoint | undefined): Promise<void>;
  /** Keeps the history within bounds; `baseDir` is a folder that may be made for it. */
  trim(baseDir: string): Promise<void>;
  /** The points between which the branch can be had. */
  find(): Promise<BranchHistory>;
  readBeginning(): Promise<History['begins']>;
  /** The folders below the root that the history rests on. */
  readBases(): Promise<string[]>;
}

interface Parts extends BranchSite {
  readonly server: BranchServer;
  readonly host: BranchHost;
}

export function createBranchPast(site: BranchSite, server: BranchServer, host: BranchHost): BranchPast {
  const { dir, queue } = site;
  const parts = { ...site, server, host };
  return {
    copyTo: (target, at) =>
      at
        ? copyPoint(parts, target, at)
        : queue.run(async () => {
            const { lsn } = await copyPresent(parts, target, true);
            return historyFrom((await readHistory(dir())).base, lsn);
          }),
    copyForStandby: (target) => queue.run(async () => void (await copyPresent(parts, target, false))),
    beginIn: (baseDir) =>
      queue.run(async () => {
        const dataDir = dataDirOf(dir());
        await server.stop('clean');
        const { lsn, firstSegment } = await copyDataDirAtRest(dataDir, baseDir, false);
        await writeHistory(dir(), historyFrom(baseNameIn(host.rootDir, baseDir), lsn));
        await removeOlderWal(dataDir, firstSegment);
      }),
    async beginAt(point) {
      const lsn = await server.administer((admin) => admin.currentLsn());
      const timestamp = new Date().toISOString();
      const { base } = await readHistory(dir());
      await writeHistory(dir(), { base, begins: { timestamp, lsn, ...point } });
    },
    trim: (baseDir) => queue.run(() => trimHistory(parts, baseDir)),
    async find() {
      const history = (await findNow(parts)) ?? (await server.visit(() => findNow(parts)));
      if (history) return history;
      throw new Error(`Branch ${basename(dir())} ended while its history was read; try again.`);
    },
    readBeginning: async () => (await readHistory(dir())).begins,
    async readBases() {
      const { base, next } = await readHistory(dir());
      return next ? [base, next.base] : [base];
    },
  };
}

async function copyPresent({ dir, server }: Parts, target: string, withHistory: boolean): Promise<CopiedTo> {
  const dataDir = dataDirOf(dir());
  server.assertOpen();
  if (!server.login) {
    await finishCopy(dataDir, server);
    return copyDataDirAtRest(dataDir, target, withHistory);
  }
  return withAdmin(server.login, { work: 'copy running data' }, (session) =>
    copyRunningDataDir(session, dataDir, target, withHistory),
  );
}

/** What was copied from a running server is whole at rest only after a first start. */
async function finishCopy(dataDir: string, server: BranchServer): Promise<void> {
  if (!(await isUnstartedCopy(dataDir))) return;
  await server.start();
  await server.stop('clean');
}

function copyPoint({ dir, queue, server, host }: Parts, target: string, at: DataPoint): Promise<History> {
  return server.visit((login) =>
    queue.run(async () => {
      const history = await readHistory(dir());
      const source = { rootDir: host.rootDir, dataDir: dataDirOf(dir()), history };
      await withAdmin(login, { work: 'copy history' }, (session) => copyHistory(session, source, target, at));
      return { base: history.base, begins: { ...history.begins, ...at } };
    }),
  );
}

async function trimHistory(parts: Parts, baseDir: string): Promise<void> {
  const { dir, host } = parts;
  const dataDir = dataDirOf(dir());
  if (host.isAtWork(basename(dir()))) return;
  const { base, begins, next } = await readHistory(dir());
  const size = {
    walBytes: await countWalBytes(dataDir),
    ageMs: ageMsOf(begins),
    nextAgeMs: next && ageMsOf(next.begins),
  };
  const bounds = { mostBytes: host.historyBytes, keepMs: host.historyMsOf(basename(dir())) };
  const decision = decideTrim(size, bounds);
  if (decision === 'lay-base') {
    const { lsn, firstSegment } = await copyPresent(parts, baseDir, false);
    const later = historyFrom(baseNameIn(host.rootDir, baseDir), lsn);
    await writeHistory(dir(), { base, begins, next: { ...later, firstSegment } });
  }
  if (decision === 'begin-there' && next) {
    await writeHistory(dir(), { base: next.base, begins: next.begins });
    await removeOlderWal(dataDir, next.firstSegment);
  }
}

/** In the queue, so that no trimming comes in between. */
function findNow(parts: Parts): Promise<BranchHistory | undefined> {
  const { dir, queue } = parts;
  return queue.run(async () => {
    const ends = await findEnd(dataDirOf(dir()), parts.server);
    return ends && { begins: (await readHistory(dir())).begins, ends };
  });
}

/** The end is in the data directory of a server that shut down in order. Without that, only a start finds it. */
async function findEnd(dataDir: string, server: BranchServer): Promise<BranchHistory['ends'] | undefined> {
  if (server.login) return withAdmin(server.login, { work: 'read history' }, readHead);
  const { isShutDown, redoLsn } = readControlFile(dataDir);
  if (!isShutDown || (await isUnstartedCopy(dataDir))) return undefined;
  return { lsn: formatLsn(redoLsn), timestamp: new Date().toISOString() };
}

/** The name by which a history knows a folder: from the root, with forward slashes. */
export function baseNameIn(rootDir: string, baseDir: string): string {
  return relative(rootDir, baseDir).replaceAll(sep, '/');
}

function ageMsOf({ timestamp }: History['begins']): number {
  return Date.now() - Date.parse(timestamp);
}
