import type { OpenApiDocument } from '../contract/index.ts';
import type { Verdict } from './compiler-verdicts.ts';
import type { EmitTypes } from './declared-types.ts';

export { compareVerdicts, type Disagreement, disagreementText } from './compare-verdicts.ts';
export type { Verdict } from './compiler-verdicts.ts';
export type { EmitTypes } from './declared-types.ts';

/** Lets the TypeScript compiler judge, for every operation and direction, whether code goes on to compile. */
export async function compilerVerdicts(
  before: OpenApiDocument,
  after: OpenApiDocument,
  emitTypes: EmitTypes,
): Promise<Verdict[]> {
  // The compiler takes half a second to load, and few commands need it.
  return (await import('./compiler-verdicts.ts')).compilerVerdicts(before, after, emitTypes);
}
