import { type Clock, monotonicNow } from '@neon-api/client';

const MAX_OUTAGE_MS = 60_000;
const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 1_000;

// Class 08 (connection), 57P (shutdown, crash, startup), 40 (deadlock: two processes add the same units in another
// order), and the errors of sockets.
const OUTAGE_CODE = /^(08...|57P0[1-3]|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
// Errors of the driver that have no code.
const OUTAGE_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/;

/** Returns whether Postgres may answer the same statement later, because it restarts or the connection was lost. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return OUTAGE_CODE.test(code) || OUTAGE_MESSAGE.test(error.message);
}

/**
 * Runs a statement, again and again while Postgres is away, at most for a minute. The statement must be safe to repeat:
 * the answer to one that took effect may be lost.
 */
export async function retryOutage<Result>(clock: Clock, work: () => Promise<Result>): Promise<Result> {
  const startedMs = monotonicNow(clock);
  for (let backoffMs = MIN_BACKOFF_MS; ; backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2)) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || monotonicNow(clock) - startedMs > MAX_OUTAGE_MS) throw error;
      await clock.sleep(backoffMs);
    }
  }
}
