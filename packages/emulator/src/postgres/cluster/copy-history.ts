import { join } from 'node:path';
import type { Client } from 'pg';
import type { BranchHistory, DataPoint } from '../../data-plane/index.ts';
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
  assertWithin(point, { begins: history.begins, ends: await readHead(session) });
  const last = await flushBeyondHead(session);
  await copyTree(join(rootDir, history.base), to, { live: false, skip: isLeftOutOfBase });
  await copyWal(dataDir, to, { first: last, last, withOlder: true });
  requestRecovery(to, point);
}

/** Where a running server's history ends at this moment. */
export async function readHead(session: Client): Promise<BranchHistory['ends']> {
  const head = await session.query<{ lsn: string; time: Date }>(
    'SELECT pg_catalog.pg_current_wal_insert_lsn()::text AS lsn, pg_catalog.clock_timestamp() AS time',
  );
  const { lsn = '', time = new Date(0) } = head.rows[0] ?? {};
  return { lsn, timestamp: time.toISOString() };
}

/**
 * Replay stops at the first record after the point, and fails without one. So a record follows the head, and is flushed:
 * a transaction that writes nothing, not even a message, may wait in memory whatever its `synchronous_commit` says.
 * Returns the last segment that replay needs.
 */
async function flushBeyondHead(session: Client): Promise<string> {
  await session.query("SET synchronous_commit = 'local'");
  await session.query("SELECT pg_catalog.pg_logical_emit_message(true, 'point', '')");
  const flushed = await session.query<{ segment: string }>(
    'SELECT pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_flush_lsn()) AS segment',
  );
  return flushed.rows[0]?.segment ?? '';
}
