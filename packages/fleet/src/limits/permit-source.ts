import { type Clock, monotonicNow } from '@neon-api/client';
import { messageOf } from '@neon-api/ground';
import { GRACE_MS, type Pace } from './pace.ts';
import { MOST_IN_BATCH, nextBatch, type Permit, permitsOf, type WorkerState } from './permits.ts';
import { type Query, takePermits } from './take-permits.ts';

/** The permits and the pause of one process. */
export interface PermitSource {
  /** What is known now. Drops expired permits. */
  readState(): Omit<WorkerState, 'waiting'>;
  /** Uses the first permit. */
  use(): void;
  /** Fetches permits. Retries until Postgres has failed for 30 seconds, and then throws. */
  fetch(count: number): Promise<void>;
  /** Pauses this process at once, and the others through Postgres. */
  pause(ms: number): void;
}

// A pause is at most the longest window of Neon's limits.
const MAX_PAUSE_MS = 60_000;
/** A pause that ends this little later than the known one is not worth a round trip. */
const SAME_PAUSE_MS = 1_000;
const MIN_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 1_000;
const MAX_OUTAGE_MS = 30_000;
const NEVER = Number.NEGATIVE_INFINITY;

export function createPermitSource(query: Query, account: string, pace: Pace, clock: Clock): PermitSource {
  let permits: readonly Permit[] = [];
  let [batch, expiredCount] = [MOST_IN_BATCH, 0];
  let [contactedMs, pausedUntilMs, unreportedUntilMs] = [NEVER, NEVER, NEVER];

  async function contact(count: number): Promise<void> {
    const askedMs = monotonicNow(clock);
    const reportedMs = unreportedUntilMs;
    const pauseMs = reportedMs > askedMs ? reportedMs - askedMs : undefined;
    const grant = await takePermits(query, { account, count, pace, pauseMs });
    const answeredMs = monotonicNow(clock);
    if (unreportedUntilMs === reportedMs) unreportedUntilMs = NEVER;
    pausedUntilMs = Math.max(pausedUntilMs, answeredMs + grant.pausedUntilMs - grant.nowMs);
    // The permits of such an answer may have expired.
    if (answeredMs - askedMs >= GRACE_MS) throw new Error(`it took ${Math.round(answeredMs - askedMs)} ms to answer`);
    contactedMs = askedMs;
    permits = [...permits, ...permitsOf(grant, count, pace, { askedMs, answeredMs })];
  }

  return {
    readState() {
      const nowMs = monotonicNow(clock);
      const left = permits.filter(({ expiresMs }) => expiresMs >= nowMs);
      expiredCount += permits.length - left.length;
      permits = left;
      return { nowMs, permits, pausedUntilMs, contactedMs, batch };
    },
    use() {
      permits = permits.slice(1);
    },
    async fetch(count) {
      const startedMs = monotonicNow(clock);
      for (let backoffMs = MIN_BACKOFF_MS; ; backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2)) {
        try {
          await contact(count);
          [batch, expiredCount] = [nextBatch(batch, expiredCount), 0];
          return;
        } catch (error) {
          if (monotonicNow(clock) - startedMs > MAX_OUTAGE_MS) {
            throw new Error(`The shared rate limit cannot be read from Postgres: ${messageOf(error)}`, {
              cause: error,
            });
          }
          await clock.sleep(backoffMs);
        }
      }
    },
    pause(ms) {
      const untilMs = monotonicNow(clock) + Math.min(ms, MAX_PAUSE_MS);
      const isKnown = untilMs - pausedUntilMs < SAME_PAUSE_MS;
      pausedUntilMs = Math.max(pausedUntilMs, untilMs);
      if (isKnown) return;
      unreportedUntilMs = untilMs;
      // If it fails, the next fetch reports the pause.
      contact(0).catch(() => undefined);
    },
  };
}
