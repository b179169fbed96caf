import type { OpenApiDocument } from '../src/contract/index.ts';
import { diffContracts } from '../src/diff/index.ts';
import { emitTypes } from '../src/emit/index.ts';
import { compareVerdicts, compilerVerdicts, disagreementText } from '../src/verify/index.ts';

export interface JudgedPair {
  /** The subjects and directions that do not compile, such as `createProject request`. */
  readonly refused: readonly string[];
  readonly disagreements: readonly string[];
}

/** Returns the compiler's verdict on a change, and where the differ disagrees. */
export async function judgedPair(before: OpenApiDocument, after: OpenApiDocument): Promise<JudgedPair> {
  const verdicts = await compilerVerdicts(before, after, emitTypes);
  return {
    refused: verdicts
      .filter(({ compiles }) => !compiles)
      .map(({ subject, direction }) => `${subject} ${direction}`)
      .sort(),
    disagreements: compareVerdicts(diffContracts(before, after).changes, verdicts).map(disagreementText),
  };
}
