export { openUnitQueue, type UnitQueue } from './unit-queue.ts';
