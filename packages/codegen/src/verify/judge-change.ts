import type { OpenApiDocument } from '../contract/index.ts';
import type { ContractDiff } from '../diff/index.ts';
import { compareVerdicts, type Disagreement } from './compare-verdicts.ts';
import { compilerVerdicts } from './compiler-verdicts.ts';
import type { EmitTypes } from './declared-types.ts';
import { type HybridVerdicts, hybridVerdicts } from './hybrid-verdicts.ts';

/** What the compiler says of a diff. */
export interface Judgement {
  /** Where it disagrees about the two documents as they are. */
  readonly whole: readonly Disagreement[];
  /** What it says of each part on its own. */
  readonly hybrids: HybridVerdicts;
}

/** Lets the TypeScript compiler judge a diff: the two documents, and each part that differs on its own. */
export async function judgeChange(
  before: OpenApiDocument,
  after: OpenApiDocument,
  { changes }: ContractDiff,
  emitTypes: EmitTypes,
): Promise<Judgement> {
  const whole = compareVerdicts(changes, await compilerVerdicts(before, after, emitTypes));
  return { whole, hybrids: await hybridVerdicts(before, after, emitTypes) };
}
