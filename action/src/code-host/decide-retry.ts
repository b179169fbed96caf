/** What decides whether a request is retried. */
export interface HostAnswer {
  readonly method: string;
  readonly status: number;
  readonly retryAfter: string | null;
  readonly remaining: string | null;
  /** Seconds since the epoch. */
  readonly resetAt: string | null;
}

const MOST_ATTEMPTS = 4;
const LONGEST_WAIT_MS = 120_000;
const PAUSE_MS = 1_000;

/**
 * Returns how long to wait before the next attempt, in ms, or undefined to give up. Rate limits are 403 or 429, with
 * `retry-after` or with no remaining requests.
 *
 * @param attempt attempts so far, from 1
 */
export function decideRetry(answer: HostAnswer, attempt: number, nowMs: number): number | undefined {
  const waitMs = attempt < MOST_ATTEMPTS ? wantedWaitMs(answer, attempt, nowMs) : undefined;
  return waitMs === undefined || waitMs > LONGEST_WAIT_MS ? undefined : waitMs;
}

function wantedWaitMs(answer: HostAnswer, attempt: number, nowMs: number): number | undefined {
  const { method, status, retryAfter, remaining, resetAt } = answer;
  if (status === 403 || status === 429) {
    if (retryAfter !== null) return Number(retryAfter) * 1_000;
    if (remaining === '0' && resetAt !== null) return Math.max(0, Number(resetAt) * 1_000 - nowMs);
    return status === 429 ? PAUSE_MS * 2 ** attempt : undefined;
  }
  // Only a read, because a failed write may have taken effect.
  return status >= 500 && method === 'GET' ? PAUSE_MS * attempt : undefined;
}
