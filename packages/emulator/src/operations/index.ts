export { createDataPlaneFollower } from './follow-data-plane.ts';
export { createOperationQueue, type OperationQueue } from './operation-queue.ts';
export { PACES, type Speed } from './pace.ts';
export {
  planApplyConfig,
  planChangeEndpoint,
  planCreateBranch,
  planCreateProject,
  planDeleteBranch,
  planDeleteEndpoint,
  planRestart,
  planStart,
  planSuspend,
} from './plans.ts';
export { requireUnlocked } from './project-lock.ts';
export { reopenEndpoints } from './reopen-endpoints.ts';
