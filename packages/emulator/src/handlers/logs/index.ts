import type { HandlerTable } from '../handler.ts';
import { listProjectBranchLogFields, listProjectBranchLogFieldValues, queryProjectBranchLogs } from './log-handlers.ts';

export { appendLogs, LOG_RETENTION_MS, type NewRecord } from './log-book.ts';
export { newLog } from './log-records.ts';
export { logStorage, type StorageEvent } from './log-storage.ts';

export const logHandlers: HandlerTable = {
  listProjectBranchLogFields,
  listProjectBranchLogFieldValues,
  queryProjectBranchLogs,
};
