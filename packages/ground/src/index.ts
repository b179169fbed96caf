export { getOrInsert } from './get-or-insert.ts';
export { messageOf } from './message-of.ts';
export { nearestNames } from './nearest-names.ts';
export { seededRandom } from './seeded-random.ts';
