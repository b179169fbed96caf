import { getOrInsert } from '@neon-api/ground';
import { type Clock, monotonicNow } from '../runtime/index.ts';

/** Spreads requests so that a limit is kept. Implement it yourself to share one limit between processes. */
export interface RateLimiter {
  /** Takes a place for one request to a route template; gives how long to wait before sending it, in ms. */
  reserve(route: string): number | Promise<number>;
  /** Gives a place back: the request will not be sent. */
  release(route: string): void;
  /** The server asked for a pause of `ms` when `route` was called. */
  pause(route: string, ms: number): void;
}

export interface RateLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Docs: 700 requests a minute an account, 40 a second a route. */
export const NEON_LIMITS: { readonly account: RateLimit; readonly route: RateLimit } = {
  account: { requests: 700, windowMs: 60_000 },
  route: { requests: 40, windowMs: 1_000 },
};

/**
 * A limiter within this process. No window of a limit's length, wherever it begins, holds more requests than allowed;
 * within that, requests go out at once.
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
      // A longer pause than the longest window would outlive the limit that it is about.
      pausedUntil = Math.max(pausedUntil, monotonicNow(clock) + Math.min(ms, 60_000));
    },
  };
}

/** When the next request may go, given the sorted times of those before it. Forgets what no longer counts. */
function nextFreeMs(slots: number[], { requests, windowMs }: RateLimit, now: number): number {
  while ((slots[0] ?? now) <= now - windowMs) slots.shift();
  return (slots.at(-requests) ?? -windowMs) + windowMs;
}

function insert(slots: number[], at: number): void {
  slots.push(at);
  if (at < (slots.at(-2) ?? 0)) slots.sort((a, b) => a - b);
}
