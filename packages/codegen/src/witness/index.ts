import type { Witness } from './witness.ts';

export { newerOperations } from './newer-operations.ts';
export { WITNESS_FILE, witnessOverlay } from './witness-overlay.ts';

/** Reads the API from the published types of the installed package. */
export async function readWitness(name: string): Promise<Witness> {
  // Loaded on demand: the compiler takes half a second to load, and only a pull with --witness needs it.
  return (await import('./read-witness.ts')).readWitness(name);
}
