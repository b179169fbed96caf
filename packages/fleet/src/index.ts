export type * from '@neon-api/helpers';
export {
  type CreateFleetOptions,
  createFleet,
  type Fleet,
  type FleetContext,
  type FleetStep,
  type FleetWorker,
  type JobStatus,
  type PlanUnits,
  planProjects,
  type Remembered,
  type RunOptions,
  type ScheduleOptions,
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
export type { FleetSchedule } from './queue/index.ts';
