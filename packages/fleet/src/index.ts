export type * from '@neon-api/helpers';
export {
  type CreateFleetOptions,
  createFleet,
  type Fleet,
  type FleetContext,
  type FleetStep,
  type FleetWorker,
  type JobStatus,
  type Remembered,
  type RunOptions,
  type TenantsOptions,
  tenantStep,
  type WorkOptions,
} from './jobs/index.ts';
export {
  createPostgresRateLimiter,
  type FleetLimits,
  type PostgresRateLimiterOptions,
  type Query,
} from './limits/index.ts';
