import { getOrInsert } from '@neon-api/ground';
import type { Clock } from '../runtime/index.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import type { Turns } from './turns.ts';

/** What the clients of this process share, those with one clock: limits and turns are about time. Data alone. */
export interface SharedLimits {
  readonly turns: Turns;
  /** The limiter for one key at one place. */
  limiterFor(baseUrl: string, apiKey: string): RateLimiter;
}

const shared = new WeakMap<Clock, SharedLimits>();

export function sharedLimits(clock: Clock): SharedLimits {
  return getOrInsert(shared, clock, createSharedLimits);
}

function createSharedLimits(clock: Clock): SharedLimits {
  const limiters = new Map<string, RateLimiter>();
  return {
    turns: new Map(),
    limiterFor: (baseUrl, apiKey) =>
      getOrInsert(limiters, `${baseUrl} ${apiKey}`, () => {
        // Keys that rotate must not pile up.
        if (limiters.size >= 100) limiters.clear();
        return createRateLimiter(clock);
      }),
  };
}
