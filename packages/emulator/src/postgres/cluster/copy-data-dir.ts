import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { parseLsn } from '../../data-plane/index.ts';
import { holdFolder, readServerFile, writeServerFile } from '../root-dir/index.ts';
import { readControlFile } from './control-file.ts';
import { CONTROL_FILE, isLeftOutAtRest, isLeftOutWhileRunning, LAST_SEGMENT } from './copy-rules.ts';
import { copyTree } from './copy-tree.ts';
import { copyWal, type WalRange } from './copy-wal.ts';

/** The log position that a copy reaches, and the first segment that it needs to start. */
export interface CopiedTo {
  readonly lsn: bigint;
  readonly firstSegment: string;
}

/** Copies the data directory of a stopped server, with or without the log of its history. */
export async function copyDataDirAtRest(from: string, to: string, withHistory: boolean): Promise<CopiedTo> {
  await copyTree(from, to, { live: false, skip: isLeftOutAtRest });
  const { redoLsn, redoSegment } = readControlFile(from);
  await copyWal(from, to, { first: redoSegment, last: LAST_SEGMENT, withOlder: withHistory });
  return { lsn: redoLsn, firstSegment: redoSegment };
}

/**
 * Copies the data directory of a running server with Postgres' low-level backup. The copy replays its log when it
 * starts, and then holds everything that was committed when the backup ended.
 * https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function copyRunningDataDir(
  session: Client,
  from: string,
  to: string,
  withHistory: boolean,
): Promise<CopiedTo> {
  const calls = await backupCalls(session);
  // `wal_keep_size` keeps the log that the copy needs. A slot is not used, because tenants can have taken them all.
  const started = await session.query<{ segment: string }>(`SELECT pg_walfile_name(${calls.start}) AS segment`);
  await copyTree(from, to, { live: true, skip: isLeftOutWhileRunning });
  const controlFile = await readUntorn(join(from, CONTROL_FILE));
  const folder = holdFolder(join(to, dirname(CONTROL_FILE)));
  try {
    writeServerFile(join(folder.path, basename(CONTROL_FILE)), controlFile);
  } finally {
    folder.release();
  }
  const stopped = await session.query<{ lsn: string; segment: string; labelfile: string; spcmapfile: string }>(
    `SELECT lsn::text, pg_walfile_name(lsn) AS segment, labelfile, spcmapfile FROM ${calls.stop}`,
  );
  const end = stopped.rows[0];
  const range: WalRange = { first: started.rows[0]?.segment ?? '', last: end?.segment ?? '', withOlder: withHistory };
  writeServerFile(join(to, 'backup_label'), end?.labelfile ?? '');
  if (end?.spcmapfile.trim()) writeServerFile(join(to, 'tablespace_map'), end.spcmapfile);
  await copyWal(from, to, range);
  return { lsn: parseLsn(end?.lsn ?? '') ?? 0n, firstSegment: range.first };
}

/** The functions were renamed in Postgres 15. */
async function backupCalls(session: Client): Promise<{ readonly start: string; readonly stop: string }> {
  const version = await session.query<{ server_version_num: string }>('SHOW server_version_num');
  return Number(version.rows[0]?.server_version_num) >= 150_000
    ? { start: "pg_backup_start('branch', true)", stop: 'pg_backup_stop(false)' }
    : { start: "pg_start_backup('branch', true, false)", stop: 'pg_stop_backup(false, false)' };
}

/** Reads a file that the server may be writing. Two equal reads in a row cannot be torn. */
async function readUntorn(file: string): Promise<Buffer> {
  let before = readServerFile(file);
  for (;;) {
    await sleep(1);
    const now = readServerFile(file);
    if (now.equals(before)) return now;
    before = now;
  }
}
