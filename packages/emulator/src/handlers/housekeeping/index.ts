export { suspendDueMs } from './due-times.ts';
export { createHousekeeper, type Housekeeper } from './housekeeper.ts';
