export type { FleetLimits } from './pace.ts';
export { createPostgresRateLimiter, type PostgresRateLimiterOptions } from './postgres-rate-limiter.ts';
export type { Query } from './take-permits.ts';
