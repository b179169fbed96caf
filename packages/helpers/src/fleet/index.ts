export { type CheckpointStore, createMemoryCheckpoint } from './checkpoint.ts';
export type { FleetProgress } from './fleet-progress.ts';
export { forEachProject, type ProjectSelection, type ProjectUnit } from './for-each-project.ts';
export {
  type BranchPerTenant,
  type ProjectPerTenant,
  planTenants,
  type TenantTemplate,
  type TenantUnit,
} from './plan-tenants.ts';
export {
  type ProvisionedTenant,
  type ProvisionTenantsOptions,
  provisionTenant,
  provisionTenants,
} from './provision-tenants.ts';
export { type FleetOptions, type FleetReport, runUnits } from './run-units.ts';
export { type TransferProjectOptions, type TransferredProject, transferProject } from './transfer-project.ts';
export type { Step, StepContext, WorkUnit } from './work-unit.ts';
