export { newerOperations, type Spelling } from './newer-operations.ts';
export { readWitness } from './read-witness.ts';
export type { Witness } from './witness.ts';
export { WITNESS_FILE, witnessOverlay } from './witness-overlay.ts';
