export { createFleet } from './create-fleet.ts';
export type { CreateFleetOptions, Fleet, FleetWorker, RunOptions, WorkOptions } from './fleet-options.ts';
export type { JobStatus, Remembered } from './job-status.ts';
export type { FleetContext, FleetStep } from './run-unit.ts';
