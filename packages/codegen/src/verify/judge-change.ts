import type { OpenApiDocument } from '../contract/index.ts';
import type { ContractDiff } from '../diff/index.ts';
import { compareVerdicts, type Disagreement } from './compare-verdicts.ts';
import { compilerVerdicts } from './compiler-verdicts.ts';
import type { EmitTypes } from './declared-types.ts';
import { type HybridVerdicts, hybridVerdicts } from './hybrid-verdicts.ts';

/** The compiler's verdict on a diff. */
export interface Judgement {
  /** The disagreements about the two documents. */
  readonly whole: readonly Disagreement[];
  /** The verdict on each changed part separately. */
  readonly hybrids: HybridVerdicts;
}

/** Lets the TypeScript compiler judge a diff: the two documents, and each changed part separately. */
export async function judgeChange(
  before: OpenApiDocument,
  after: OpenApiDocument,
  { changes }: ContractDiff,
  emitTypes: EmitTypes,
): Promise<Judgement> {
  const whole = compareVerdicts(changes, await compilerVerdicts(before, after, emitTypes));
  return { whole, hybrids: await hybridVerdicts(before, after, emitTypes) };
}
