import type { OpenApiDocument } from '../contract/index.ts';
import type { ContractDiff } from '../diff/index.ts';
import type { Verdict } from './compiler-verdicts.ts';
import type { EmitTypes } from './declared-types.ts';
import type { Judgement } from './judge-change.ts';

export { compareVerdicts, disagreementText } from './compare-verdicts.ts';

// Loaded on demand: the compiler takes half a second to load, and few commands need it.

/** Lets the TypeScript compiler judge, for every operation and direction, whether code still compiles. */
export async function compilerVerdicts(
  before: OpenApiDocument,
  after: OpenApiDocument,
  emitTypes: EmitTypes,
): Promise<Verdict[]> {
  return (await import('./compiler-verdicts.ts')).compilerVerdicts(before, after, emitTypes);
}

/** Lets the TypeScript compiler judge a diff: the two documents, and each changed part separately. */
export async function judgeChange(
  before: OpenApiDocument,
  after: OpenApiDocument,
  diff: ContractDiff,
  emitTypes: EmitTypes,
): Promise<Judgement> {
  return (await import('./judge-change.ts')).judgeChange(before, after, diff, emitTypes);
}
