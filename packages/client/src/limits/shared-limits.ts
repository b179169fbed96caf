import { getOrInsert } from '@neon-api/ground';
import type { Clock } from '../runtime/index.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import type { Turns } from './turns.ts';

/** What all clients with the same clock share: limits and turns. Only data (decision 32). */
export interface SharedLimits {
  readonly turns: Turns;
  /** Returns the limiter for a key at a base URL. */
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
        // Rotated keys must not accumulate.
        if (limiters.size >= 100) limiters.clear();
        return createRateLimiter(clock);
      }),
  };
}
