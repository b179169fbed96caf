export { inTurn } from './in-turn.ts';
export { createRateLimiter, NEON_LIMITS, type RateLimit, type RateLimiter } from './rate-limiter.ts';
export { type SharedLimits, sharedLimits } from './shared-limits.ts';
export { type Turn, takeTurn } from './turns.ts';
