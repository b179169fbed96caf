export { createFleet } from './create-fleet.ts';
export type {
  CreateFleetOptions,
  Fleet,
  FleetWorker,
  RunOptions,
  TenantsOptions,
  WorkOptions,
} from './fleet-options.ts';
export { tenantStep } from './helper-jobs.ts';
export type { JobStatus, Remembered } from './job-status.ts';
export type { FleetContext, FleetStep } from './run-unit.ts';
