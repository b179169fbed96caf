export {
  createPostgresRateLimiter,
  type FleetLimits,
  type PostgresRateLimiterOptions,
  type Query,
} from './limits/index.ts';
