import { type Clock, createRateLimiter, type RateLimiter } from '@neon-api/client';

/** A limiter for a client that must exist before the shared limiter does, because it finds the database. */
export interface LateLimiter {
  readonly limiter: RateLimiter;
  /** Passes all later requests to the shared limiter. */
  use(shared: RateLimiter): void;
}

export function createLateLimiter(clock: Clock): LateLimiter {
  // Until then, the limits of Neon apply to this process.
  let current = createRateLimiter(clock);
  return {
    limiter: {
      reserve: (route) => current.reserve(route),
      release: (route) => current.release(route),
      pause: (route, ms) => current.pause(route, ms),
    },
    use(shared) {
      current = shared;
    },
  };
}
