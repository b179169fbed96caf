import { getOrInsert } from '@neon-api/ground';
import { type Clock, monotonicNow } from '../runtime/index.ts';

/** Spaces requests to stay within a rate limit. Implement it yourself to share one limit between processes. */
export interface RateLimiter {
  /** Reserves a slot for one request to a route template. Returns how long to wait before sending it, in ms. */
  reserve(route: string): number | Promise<number>;
  /** Releases a slot, because the request will not be sent. */
  release(route: string): void;
  /** Reports that the server asked for a pause of `ms` in a response to `route`. */
  pause(route: string, ms: number): void;
}

export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Docs: 700 requests per minute and account, 40 per second and route. */
export const NEON_LIMITS: { readonly account: RateLimit; readonly route: RateLimit } = {
  account: { requests: 700, windowMs: 60_000 },
  route: { requests: 40, windowMs: 1_000 },
};

/**
 * Creates a limiter for this process. No window of a limit's length contains more requests than allowed, wherever it
 * begins; below the limit, requests are sent immediately.
 */
export function createRateLimiter(clock: Clock, limits: typeof NEON_LIMITS = NEON_LIMITS): RateLimiter {
  const account: number[] = [];
  const routes = new Map<string, number[]>();
  const slotsOf = (route: string): number[] => getOrInsert(routes, route, () => []);
  let pausedUntil = 0;
  return {
    reserve(route) {
      const now = monotonicNow(clock);
      const slots = slotsOf(route);
      const at = Math.max(
        now,
        pausedUntil,
        nextFreeMs(account, limits.account, now),
        nextFreeMs(slots, limits.route, now),
      );
      insert(account, at);
      insert(slots, at);
      return at - now;
    },
    release(route) {
      account.pop();
      slotsOf(route).pop();
    },
    pause(_route, ms) {
      // At most the longest window: after that, the limit no longer applies.
      pausedUntil = Math.max(pausedUntil, monotonicNow(clock) + Math.min(ms, 60_000));
    },
  };
}

/** Returns when the next request may be sent, from the sorted times of earlier ones. Drops times outside the window. */
function nextFreeMs(slots: number[], { requests, windowMs }: RateLimit, now: number): number {
  while ((slots[0] ?? now) <= now - windowMs) slots.shift();
  return (slots.at(-requests) ?? -windowMs) + windowMs;
}

function insert(slots: number[], at: number): void {
  slots.push(at);
  if (at < (slots.at(-2) ?? 0)) slots.sort((a, b) => a - b);
}
