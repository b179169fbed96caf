export type { FleetLimits } from './pace.ts';
export { createPostgresRateLimiter, type PostgresRateLimiterOptions } from './postgres-rate-limiter.ts';
export { LIMITS_TABLE, type Query } from './take-permits.ts';
