export type { FleetSchedule, ScheduleQueue } from './schedule-queue.ts';
export { openUnitQueue, type QueuedUnit, type UnitQueue } from './unit-queue.ts';
