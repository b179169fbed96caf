import { join } from 'node:path';
import type { Client } from 'pg';
import type { DataPoint } from '../../data-plane/index.ts';
import { isLeftOutOfBase } from './copy-rules.ts';
import { copyTree } from './copy-tree.ts';
import { copyWal } from './copy-wal.ts';
import { assertWithin, type History } from './history.ts';
import { requestRecovery } from './recovery.ts';

export interface HistorySource {
  readonly rootDir: string;
  readonly dataDir: string;
  readonly history: History;
}

/**
 * Makes a data directory that, when it is started, becomes what the source was at a point: the base of its history, and
 * the log since. The source goes on meanwhile; `session` is one with its server.
 */
export async function copyHistory(
  session: Client,
  { rootDir, dataDir, history }: HistorySource,
  to: string,
  point: DataPoint,
): Promise<void> {
  const head = await session.query<{ lsn: string; time: Date }>(
    'SELECT pg_current_wal_insert_lsn()::text AS lsn, clock_timestamp() AS time',
  );
  const { lsn = '', time = new Date(0) } = head.rows[0] ?? {};
  assertWithin(point, { begins: history.begins, ends: { lsn, timestamp: time.toISOString() } });
  // Replay stops at the first transaction after the point, so there has to be one, written down.
  await session.query("SET synchronous_commit = 'local'");
  await session.query('SELECT txid_current()');
  const written = await session.query<{ segment: string }>('SELECT pg_walfile_name(pg_current_wal_lsn()) AS segment');
  const last = written.rows[0]?.segment ?? '';
  await copyTree(join(rootDir, history.base), to, { live: false, skip: isLeftOutOfBase });
  await copyWal(dataDir, to, { first: last, last, withOlder: true });
  requestRecovery(to, point);
}
