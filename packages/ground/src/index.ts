export { decodeComponent } from './decode-component.ts';
export { drawTable } from './draw-table.ts';
export { getOrInsert } from './get-or-insert.ts';
export { messageOf } from './message-of.ts';
export { nearestNames } from './nearest-names.ts';
export { nextTurn } from './next-turn.ts';
export { MASK, redactUris } from './redact-uris.ts';
export { seededRandom } from './seeded-random.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
