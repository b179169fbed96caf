import { type Clock, NeonUsageError } from '@neon-api/client';
import type { Pool } from 'pg';
import { assertNotNewer, QUEUE_SCHEMA } from '../store/index.ts';

/** The schema version of the pinned pg-boss. An older pg-boss does not notice that a newer one has changed its schema. */
export const QUEUE_VERSION = 46;

const CHECK_INTERVAL_MS = 5_000;

/** Throws if a newer pg-boss has changed the schema of the queue. */
export async function assertQueueVersion(pool: Pool): Promise<void> {
  const { rows } = await pool.query(`select to_regclass('${QUEUE_SCHEMA}.version') is not null as exists`);
  if (!rows[0]?.exists) return;
  const { rows: versions } = await pool.query<{ version: number }>(`select version from ${QUEUE_SCHEMA}.version`);
  assertNotNewer(QUEUE_SCHEMA, versions[0]?.version ?? 0, QUEUE_VERSION);
}

/** Calls `onNewer` once if a newer pg-boss changes the schema while this process runs. Returns how to stop watching. */
export function watchQueueVersion(
  pool: Pool,
  clock: Clock,
  onNewer: (error: NeonUsageError) => Promise<void>,
): () => void {
  const stop = new AbortController();
  const watch = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(CHECK_INTERVAL_MS, stop.signal);
      try {
        await assertQueueVersion(pool);
      } catch (error) {
        // Postgres may be away; then the next check decides.
        if (error instanceof NeonUsageError) return onNewer(error);
      }
    }
  };
  watch().catch(() => undefined);
  return () => stop.abort();
}
