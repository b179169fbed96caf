import { describe, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';
import { findBinaries } from './binaries/index.ts';

const SEGMENT_BYTES = 1 << 20;

/** Ways to read an LSN; the last one returns the start of the next segment. */
const READINGS = [
  'SELECT pg_current_wal_lsn()',
  'SELECT pg_current_wal_insert_lsn()',
  'SELECT pg_current_wal_flush_lsn()',
  `SELECT '0/0'::pg_lsn + div(pg_current_wal_insert_lsn() - '0/0', ${SEGMENT_BYTES}) * ${SEGMENT_BYTES} + ${SEGMENT_BYTES}`,
] as const;
const [, , , BOUNDARY] = READINGS;

const { binaries: system } = await findBinaries('auto');
const VERSIONS = [
  { pgVersion: 15, mode: 'system', attempts: 4 },
  { pgVersion: 17, mode: 'embedded', attempts: 8 },
  { pgVersion: 18, mode: 'embedded', attempts: 4 },
] as const;

/** Writes until the log reaches the position, without flushing. */
async function writeUpTo(postgres: TestPostgres, lsn: string): Promise<void> {
  const session = await postgres.connect('main');
  await session.query('SET synchronous_commit = off');
  for (;;) {
    const { rows } = await session.query<{ reached: boolean }>('SELECT pg_current_wal_insert_lsn() >= $1 AS reached', [
      lsn,
    ]);
    if (rows[0]?.reached) break;
    await session.query("SELECT pg_logical_emit_message(true, '', repeat('x', 20000))");
  }
  await session.end();
}

describe.each(VERSIONS)('with Postgres $pgVersion', ({ pgVersion, mode, attempts }) => {
  const isInstalled = mode === 'embedded' || system.some((candidate) => candidate.majorVersion === pgVersion);
  test.skipIf(!isInstalled)('an LSN that was just read is always a point of the history', async () => {
    await using postgres = await startTestPostgres({ mode });
    await postgres.createBranch('main', pgVersion);
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      await postgres.query('main', `CREATE TABLE fresh_${attempt} (id int)`);
      const reading = READINGS[attempt % READINGS.length] ?? BOUNDARY;
      const lsn = String((await postgres.query('main', reading))[0]);
      if (reading === BOUNDARY) await writeUpTo(postgres, lsn);
      const schema = await postgres.dataPlane.readSchema?.('br-main', 'app', { lsn });
      expect([attempt, reading, schema]).toEqual([
        attempt,
        reading,
        expect.stringContaining(`CREATE TABLE public.fresh_${attempt} `),
      ]);
    }
  });
});
