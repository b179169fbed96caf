export { createHousekeeper, type Housekeeper } from './housekeeper.ts';
