export { newerOperations } from './newer-operations.ts';
export { readWitness } from './read-witness.ts';
export { WITNESS_FILE, witnessOverlay } from './witness-overlay.ts';
