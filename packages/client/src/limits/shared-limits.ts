import type { Clock } from '../runtime/index.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { createTurns, type Turns } from './turns.ts';

/** What the clients of this process share, those with one clock: limits and turns are about time. */
export interface SharedLimits {
  readonly turns: Turns;
  /** The limiter for one key at one place. */
  limiterFor(baseUrl: string, apiKey: string): RateLimiter;
}

const shared = new WeakMap<Clock, SharedLimits>();

// Keys that rotate must not pile up.
const MOST_LIMITERS = 100;

export function sharedLimits(clock: Clock): SharedLimits {
  const known = shared.get(clock) ?? createSharedLimits(clock);
  shared.set(clock, known);
  return known;
}

function createSharedLimits(clock: Clock): SharedLimits {
  const limiters = new Map<string, RateLimiter>();
  return {
    turns: createTurns(),
    limiterFor(baseUrl, apiKey) {
      const name = `${baseUrl} ${apiKey}`;
      const limiter = limiters.get(name) ?? createRateLimiter(clock);
      if (limiters.size >= MOST_LIMITERS) limiters.clear();
      limiters.set(name, limiter);
      return limiter;
    },
  };
}
