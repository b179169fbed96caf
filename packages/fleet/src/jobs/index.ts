export { createFleet } from './create-fleet.ts';
export type {
  CreateFleetOptions,
  Fleet,
  FleetWorker,
  PlanUnits,
  RunOptions,
  ScheduleOptions,
  TenantsOptions,
  WorkOptions,
} from './fleet-options.ts';
export { planProjects, tenantStep } from './helper-jobs.ts';
export type { JobStatus, Remembered } from './job-status.ts';
export { queueOpenUnits } from './queue-open-units.ts';
export { type FleetContext, type FleetStep, runUnit } from './run-unit.ts';
