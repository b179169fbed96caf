import { type Clock, monotonicNow, type RateLimiter, systemClock } from '@neon-api/client';
import { decidePace, type FleetLimits } from './pace.ts';
import { createPermitSource } from './permit-source.ts';
import { decideStep } from './permits.ts';
import type { Query } from './take-permits.ts';

export interface PostgresRateLimiterOptions {
  /** Names the account whose limit is shared. Never the API key: it is stored. Default: `default`. */
  readonly account?: string | undefined;
  /** The same for all workers of an account. Default: 700 requests per minute, and 40 per second and route. */
  readonly limits?: FleetLimits | undefined;
  /** Default: the clock of the system. */
  readonly clock?: Clock | undefined;
}

interface Waiter {
  resolve(waitMs: number): void;
  reject(error: unknown): void;
}

/**
 * Creates a limiter that all processes with the same Postgres database and account share. Postgres provides the time.
 * Permits are fetched in batches, and those in hand expire. A pause that Neon asks of one process reaches every other
 * one before it sends again, at most two seconds later. Its table, `neon_fleet.rate_limits`, is created when it is
 * first needed.
 *
 * A request that is given up does not return its permit: the permit expires.
 *
 * @throws NeonUsageError if a limit allows fewer than two requests
 * @example
 * const pool = new Pool({ connectionString });
 * const neon = createNeonClient({ rateLimit: createPostgresRateLimiter((sql, values) => pool.query(sql, values)) });
 */
export function createPostgresRateLimiter(
  query: Query,
  { account = 'default', limits, clock = systemClock }: PostgresRateLimiterOptions = {},
): RateLimiter {
  const source = createPermitSource(query, account, decidePace(limits), clock);
  const waiters: Waiter[] = [];
  let isServing = false;
  let wake: (() => void) | undefined;

  async function sleepUntil(untilMs: number): Promise<void> {
    const controller = new AbortController();
    wake = () => controller.abort();
    await clock.sleep(untilMs - monotonicNow(clock), controller.signal).catch(() => undefined);
    wake = undefined;
  }

  async function serve(): Promise<void> {
    // Requests of the same moment share a round trip.
    await undefined;
    for (;;) {
      const step = decideStep({ ...source.readState(), waiting: waiters.length });
      if (step.kind === 'stop') return;
      if (step.kind === 'fetch') await source.fetch(step.count);
      else if (step.kind === 'sleep') await sleepUntil(step.untilMs);
      else {
        source.use();
        waiters.shift()?.resolve(0);
      }
    }
  }

  function startServing(): void {
    if (isServing) return;
    isServing = true;
    serve()
      .catch((error: unknown) => {
        for (const { reject } of waiters.splice(0)) reject(error);
      })
      .finally(() => {
        isServing = false;
        if (waiters.length > 0) startServing();
      });
  }

  return {
    reserve: () =>
      new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        wake?.();
        startServing();
      }),
    release: () => undefined,
    pause: (_route, ms) => source.pause(ms),
  };
}
