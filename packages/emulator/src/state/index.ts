export { drawFree, newApiKey, newBranchOrEndpointId, newPassword, newProjectId, newSuffixStart } from './ids.ts';
export type { OperationTask } from './operation-task.ts';
export type { BranchRecord, OperationRecord, ProjectRecord, RoleRecord } from './records.ts';
export { createStateFile } from './state-file.ts';
export { createStore, type Store } from './store.ts';
