import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { giveToServer } from '../root-dir/index.ts';
import { CONTROL_FILE, isLeftOutAlways, isLeftOutWhileRunning, isNeededWal } from './copy-rules.ts';
import { copyTree, createLiveCopy } from './copy-tree.ts';

/** Copies a data directory that no server uses. */
export async function copyDataDirAtRest(from: string, to: string): Promise<void> {
  await copyTree(from, to, { live: false, skip: isLeftOutAlways });
}

/**
 * Copies the data directory of a running server while others write: Postgres' low-level backup. The copy replays
 * its log when it starts, and then holds what was committed when the copy ended, of every table the same moment.
 * https://www.postgresql.org/docs/17/continuous-archiving.html#BACKUP-LOWLEVEL-BASE-BACKUP
 */
export async function copyRunningDataDir(session: Client, from: string, to: string): Promise<void> {
  const calls = await backupCalls(session);
  // Keeps the log that the copy needs from being recycled; goes away with the session.
  await session.query('SELECT pg_create_physical_replication_slot($1, true, true)', [`copy_${process.pid}`]);
  const started = await session.query<{ segment: string }>(`SELECT pg_walfile_name(${calls.start}) AS segment`);
  await copyTree(from, to, { live: true, skip: isLeftOutWhileRunning });
  await writeServerFile(join(to, CONTROL_FILE), await readUntorn(join(from, CONTROL_FILE)));
  const stopped = await session.query<{ segment: string; labelfile: string; spcmapfile: string }>(
    `SELECT pg_walfile_name(lsn) AS segment, labelfile, spcmapfile FROM ${calls.stop}`,
  );
  const first = started.rows[0]?.segment ?? '';
  const { segment: last, labelfile, spcmapfile } = stopped.rows[0] ?? { segment: '', labelfile: '', spcmapfile: '' };
  await writeServerFile(join(to, 'backup_label'), labelfile);
  if (spcmapfile.trim() !== '') await writeServerFile(join(to, 'tablespace_map'), spcmapfile);
  const copyLive = createLiveCopy();
  for (const name of await readdir(join(from, 'pg_wal'))) {
    if (isNeededWal(name, first, last)) await copyLive(join(from, 'pg_wal', name), join(to, 'pg_wal', name));
  }
}

/** The functions were renamed in Postgres 15. */
async function backupCalls(session: Client): Promise<{ readonly start: string; readonly stop: string }> {
  const version = await session.query<{ server_version_num: string }>('SHOW server_version_num');
  return Number(version.rows[0]?.server_version_num) >= 150_000
    ? { start: "pg_backup_start('branch', true)", stop: 'pg_backup_stop(false)' }
    : { start: "pg_start_backup('branch', true, false)", stop: 'pg_stop_backup(false, false)' };
}

/** The server may be writing the file at this moment: two equal readings cannot both be half old, half new. */
async function readUntorn(file: string): Promise<Buffer> {
  let before = await readFile(file);
  for (;;) {
    await sleep(1);
    const now = await readFile(file);
    if (now.equals(before)) return now;
    before = now;
  }
}

async function writeServerFile(file: string, content: string | Buffer): Promise<void> {
  await writeFile(file, content, { mode: 0o600 });
  await giveToServer(file);
}
