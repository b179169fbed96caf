export { install, installSql, QUEUE_SCHEMA } from './install.ts';
export { listJobs } from './list-jobs.ts';
export { assertNoSecret, safeMessage } from './secrets.ts';
export { startRun } from './start-run.ts';
export { createUnitStore, type StoredUnit, type UnitCounts, type UnitStore } from './unit-store.ts';
