import type { HandlerTable } from '../handler.ts';
import { finalizeRestoreBranch, restoreSnapshot } from './restore-snapshot.ts';
import { getSnapshotSchedule, setSnapshotSchedule } from './schedule-handlers.ts';
import { createSnapshot, deleteSnapshot, listSnapshots, updateSnapshot } from './snapshot-handlers.ts';

export { newSnapshot, planCreateSnapshot, planDropSnapshot } from './new-snapshot.ts';
export { findDueMs } from './schedule.ts';

export const snapshotHandlers: HandlerTable = {
  createSnapshot,
  deleteSnapshot,
  finalizeRestoreBranch,
  getSnapshotSchedule,
  listSnapshots,
  restoreSnapshot,
  setSnapshotSchedule,
  updateSnapshot,
};
