import { type Clock, isNeonError } from '@neon-api/client';

// Docs: the account's limit is a number of requests per minute.
const WINDOW_MS = 60_000;
const MOST_REFUSALS = 5;

/**
 * Retries work that Neon refused with 429, once the rate limit allows it. Another process with the same account may have
 * used up the limit. The work must be safe to repeat.
 */
export async function retryAfterRateLimit<T>(
  work: () => Promise<T>,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<T> {
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
