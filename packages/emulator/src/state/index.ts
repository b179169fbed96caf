export type { ApiKeyRecord, OrganizationRecord, UserRecord } from './account-records.ts';
export type {
  AuthRecord,
  BranchServices,
  BucketRecord,
  DataApiRecord,
  FunctionRecord,
  ObjectRecord,
} from './branch-services.ts';
export { createState, newOrganization } from './create-state.ts';
export {
  drawFree,
  newAdminToken,
  newApiKey,
  newBranchOrEndpointId,
  newPassword,
  newProjectId,
  newSnapshotId,
  newSuffixStart,
} from './ids.ts';
export type { OperationTask, PointInTime } from './operation-task.ts';
export type {
  AnonymizationRecord,
  BranchRecord,
  DeletedBranchRecord,
  OperationRecord,
  ProjectRecord,
  RoleRecord,
  ScheduleRecord,
  SnapshotRecord,
  State,
  UsageInterval,
} from './records.ts';
export { createStateFile } from './state-file.ts';
export { createStore, type Store } from './store.ts';
