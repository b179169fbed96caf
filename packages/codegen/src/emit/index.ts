import type { OutputFile } from '../output/index.ts';
import type { EmitInput } from './emit-input.ts';
import type { SubsetSelection } from './subset.ts';

export type { EmitInput } from './emit-input.ts';
export { emitFunctions } from './functions.ts';
export { licenceNotice, NOTICE_FILE } from './header.ts';
export type { SubsetSelection } from './subset.ts';

// Loaded on demand: the TypeScript compiler takes half a second to load.

/** The files of `@neon-api/types`. */
export async function emitTypes(input: EmitInput): Promise<OutputFile[]> {
  return (await import('./types.ts')).emitTypes(input);
}

/** Emits one self-contained file for some of the operations. */
export async function emitSubset(input: EmitInput, selection: SubsetSelection): Promise<OutputFile[]> {
  return (await import('./subset.ts')).emitSubset(input, selection);
}
