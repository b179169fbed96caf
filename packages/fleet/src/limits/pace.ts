import { NEON_LIMITS, NeonUsageError, type RateLimit } from '@neon-api/client';

/** The limits of an account: in total, and for each route. */
export interface FleetLimits {
  readonly account: RateLimit;
  readonly route: RateLimit;
}

/** How permits follow one another in Postgres. */
export interface Pace {
  /** The time between two permits, in ms. */
  readonly intervalMs: number;
  /** How many permits an idle account has saved up. */
  readonly burst: number;
}

/** How long after its time a permit may still be used, in ms. A permit in hand expires, so that permits cannot pile up. */
export const GRACE_MS = 1_000;

/** How long a request may travel to Neon, in ms. */
const TRAVEL_MS = 500;

/**
 * Returns the fastest pace that keeps both limits in any window, by arrival at Neon.
 *
 * A request arrives at most `GRACE_MS + TRAVEL_MS` after the time of its permit. So a window of W ms receives permits
 * of W + GRACE_MS + TRAVEL_MS ms: one for each interval, one more, and the burst. The sum may not exceed the limit. The
 * route limit applies to all requests together: permits are then not bound to a route, and with Neon's limits it costs
 * nothing.
 *
 * @throws NeonUsageError if a limit allows fewer than two requests
 */
export function decidePace({ account, route }: FleetLimits = NEON_LIMITS): Pace {
  const burst = Math.floor(Math.min(account.requests / 70, route.requests / 4));
  const intervals = [account, route].map(({ requests, windowMs }) => {
    const spread = requests - burst - 1;
    if (!(spread >= 1)) throw new NeonUsageError('createPostgresRateLimiter: a limit must allow at least 2 requests.');
    return (windowMs + GRACE_MS + TRAVEL_MS) / spread;
  });
  return { intervalMs: Math.max(...intervals), burst };
}
