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
 * Creates a data directory that replays to a point at its first start: a copy of the history's base, and the log since.
 * The source keeps running; `session` is a session on its server.
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

/** Returns where a running server's history currently ends. */
export async function readHead(session: Client): Promise<BranchHistory['ends']> {
  const head = await session.query<{ lsn: string; time: Date }>(
    'SELECT pg_catalog.pg_current_wal_insert_lsn()::text AS lsn, pg_catalog.clock_timestamp() AS time',
  );
  const { lsn = '', time = new Date(0) } = head.rows[0] ?? {};
  return { lsn, timestamp: time.toISOString() };
}

/**
 * Writes and flushes a log record after the head, because replay stops at the first record after the point, and fails
 * without one. The message is required: Postgres may not flush a transaction that writes nothing, whatever its
 * `synchronous_commit`. Returns the last segment that replay needs.
 */
async function flushBeyondHead(session: Client): Promise<string> {
  await session.query("SET synchronous_commit = 'local'");
  await session.query("SELECT pg_catalog.pg_logical_emit_message(true, 'point', '')");
  const flushed = await session.query<{ segment: string }>(
    'SELECT pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_flush_lsn()) AS segment',
  );
  return flushed.rows[0]?.segment ?? '';
}
