import { type Clock, isNeonError } from '@neon-api/client';

// Docs: the account's limit is a number of requests a minute.
const WINDOW_MS = 60_000;
const MOST_REFUSALS = 5;

/**
 * Tries again, a window later, what was refused because somebody else had used the limit up: another process with the
 * same account, or the one that this run takes over from. The work must be safe to repeat.
 */
export async function patiently<T>(work: () => Promise<T>, clock: Clock, signal: AbortSignal | undefined): Promise<T> {
  for (let refusals = 1; ; refusals += 1) {
    try {
      return await work();
    } catch (error) {
      if (refusals > MOST_REFUSALS || !isNeonError(error) || error.name !== 'NeonApiError' || error.status !== 429) {
        throw error;
      }
      await clock.sleep(error.retryAfterMs ?? WINDOW_MS, signal);
    }
  }
}
