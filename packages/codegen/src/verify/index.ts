import type { OpenApiDocument } from '../contract/index.ts';
import type { ContractDiff } from '../diff/index.ts';
import type { EmitTypes } from './declared-types.ts';
import type { Judgement } from './judge-change.ts';

export { disagreementText } from './compare-verdicts.ts';

/** Lets the TypeScript compiler judge a diff: the two documents, and each part that differs on its own. */
export async function judgeChange(
  before: OpenApiDocument,
  after: OpenApiDocument,
  diff: ContractDiff,
  emitTypes: EmitTypes,
): Promise<Judgement> {
  // The compiler takes half a second to load, and few commands need it.
  return (await import('./judge-change.ts')).judgeChange(before, after, diff, emitTypes);
}
