export { assertNotNewer, install, installSql, QUEUE_SCHEMA } from './install.ts';
export { listJobs } from './list-jobs.ts';
export { retryOutage } from './outage.ts';
export { assertNoSecret, safeMessage } from './secrets.ts';
export { startRun } from './start-run.ts';
export { createUnitStore, type OpenUnit, type StoredUnit, type UnitCounts, type UnitStore } from './unit-store.ts';
