export type { ApiKeyRecord, OrganizationRecord, UserRecord } from './account-records.ts';
export type {
  AuthRecord,
  BranchServices,
  BucketRecord,
  CredentialRecord,
  CredentialSecrets,
  CustomDomainRecord,
  DataApiRecord,
  FunctionRecord,
  OauthProviderRecord,
  ObjectRecord,
  TriggerConfig,
  TriggerEvent,
  TriggerRecord,
} from './branch-services.ts';
export { createState, LOCAL_ORG_ID, newOrganization } from './create-state.ts';
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
export {
  type AnonymizationRecord,
  type BranchRecord,
  type DeletedBranchRecord,
  NO_LOGIN,
  type OperationRecord,
  type ProjectRecord,
  type ReadingRecord,
  type RecordsBefore,
  type RoleRecord,
  type ScheduleRecord,
  type SnapshotRecord,
  type State,
  type UsageInterval,
} from './records.ts';
export { wasRecovered } from './set-aside.ts';
export { createStateFile, type StateFile, type StateFileOptions } from './state-file.ts';
export { createStore, type Store } from './store.ts';
