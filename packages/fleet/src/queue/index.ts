export type { QueuedUnit } from './queued-unit.ts';
export type { FleetSchedule, ScheduleQueue } from './schedule-queue.ts';
export { openUnitQueue, type UnitQueue } from './unit-queue.ts';
