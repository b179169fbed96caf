export { awaitEndpoint } from './await-endpoint.ts';
export { findProjectOf } from './find-project-of.ts';
export { findTenantSettings } from './find-tenant-settings.ts';
export { createDataPlaneFollower } from './follow-data-plane.ts';
export { createOperationQueue, type OperationQueue } from './operation-queue.ts';
export { type OperationRequest, undoneBy } from './operation-request.ts';
export { PACES, paceOf, type Speed } from './pace.ts';
export {
  planApplyConfig,
  planArchive,
  planChangeEndpoint,
  planCreateBranch,
  planCreateProject,
  planDeleteBranch,
  planDeleteEndpoint,
  planEnableReplication,
  planRestart,
  planRestoreBranch,
  planStart,
  planSuspend,
  planTakeOver,
} from './plans.ts';
export { isUnfinished, requireUnlocked } from './project-lock.ts';
export { isAwake, readBranch } from './read-branch.ts';
export { captureContents, captureRecords } from './records-before.ts';
export { removeStrays } from './remove-strays.ts';
export { reopenEndpoints } from './reopen-endpoints.ts';
export type { AttemptVerdict } from './run-operation.ts';
export { endUsage, sumUsage, type Usage } from './usage.ts';
