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

/** A branch's history, and copies of the branch at any point in it. */
export interface BranchPast {
  /** Copies the data into a new folder while the server runs; returns the copy's history. */
  copyTo(dataDir: string, at: DataPoint | undefined): Promise<History>;
  /** Copies the data into a new folder, without history, while the server runs. */
  copyForStandby(dataDir: string): Promise<void>;
  /** Discards the history: stops the server, and copies the data to a new base folder, where the history now begins. */
  beginIn(baseDir: string): Promise<void>;
  /** Makes the history begin at the point. */
  beginAt(point: DataPoint): Promise<void>;
  /** Makes the history begin now, at the current end of the log. */
  beginNow(lsn: string): Promise<void>;
  /** Trims the history to its limits; may create `baseDir` as a new base folder. */
  trim(baseDir: string): Promise<void>;
  /** Returns the earliest and latest points of the history. */
  find(): Promise<BranchHistory>;
  readBeginning(): Promise<History['begins']>;
  /** Returns the base folders of the history, relative to the root. */
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
      await setBeginning(dir(), { ...beginningNow(lsn), ...point });
    },
    beginNow: (lsn) => setBeginning(dir(), beginningNow(lsn)),
    trim: (baseDir) => queue.run(() => trimHistory(parts, baseDir)),
    async find() {
      const history = (await findNow(parts)) ?? (await server.visit(() => findNow(parts)));
      if (history) return history;
      throw new Error(`Branch ${basename(dir())} stopped while its history was read. Try again.`);
    },
    readBeginning: async () => (await readHistory(dir())).begins,
    async readBases() {
      const { base, next } = await readHistory(dir());
      return next ? [base, next.base] : [base];
    },
  };
}

function beginningNow(lsn: string): History['begins'] {
  return { timestamp: new Date().toISOString(), lsn };
}

async function setBeginning(branchDir: string, begins: History['begins']): Promise<void> {
  const { base } = await readHistory(branchDir);
  await writeHistory(branchDir, { base, begins });
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

/** Runs the first start of a copy from a running server; only then are its files complete. */
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

/** Runs in the queue, so that no trim interferes. */
function findNow(parts: Parts): Promise<BranchHistory | undefined> {
  const { dir, queue } = parts;
  return queue.run(async () => {
    const ends = await findEnd(dataDirOf(dir()), parts.server);
    return ends && { begins: (await readHistory(dir())).begins, ends };
  });
}

/** Reads the end from the server, or from its files after a clean shutdown; undefined if only a start can find it. */
async function findEnd(dataDir: string, server: BranchServer): Promise<BranchHistory['ends'] | undefined> {
  if (server.login) return withAdmin(server.login, { work: 'read history' }, readHead);
  const { isShutDown, redoLsn } = readControlFile(dataDir);
  if (!isShutDown || (await isUnstartedCopy(dataDir))) return undefined;
  return { lsn: formatLsn(redoLsn), timestamp: new Date().toISOString() };
}

/** Returns the name of a base folder in a history: its path relative to the root, with forward slashes. */
export function baseNameIn(rootDir: string, baseDir: string): string {
  return relative(rootDir, baseDir).replaceAll(sep, '/');
}

function ageMsOf({ timestamp }: History['begins']): number {
  return Date.now() - Date.parse(timestamp);
}
