import type { OpenApiDocument } from '../contract/index.ts';
import { diffContracts } from '../diff/index.ts';
import { tagUnions } from '../model/index.ts';
import { compareVerdicts, type Disagreement } from './compare-verdicts.ts';
import { verdictsOn } from './compiler-verdicts.ts';
import { declareTypes, type EmitTypes } from './declared-types.ts';
import { bundleHybrids, type HybridBundle } from './hybrid-bundle.ts';
import { type Hybrid, hybridsOf } from './hybrids.ts';
import { operationQuestions, type Question } from './questions.ts';

/** The number of copied operations in one bundle: enough to share the work, few enough to fit in memory. */
const MOST_OPERATIONS = 400;

export interface HybridVerdicts {
  readonly hybrids: number;
  /** The number of questions that the compiler answered. */
  readonly questions: number;
  readonly disagreements: readonly Disagreement[];
}

/** Compares the differ and the compiler on each changed part separately, so that no break hides another. */
export async function hybridVerdicts(
  before: OpenApiDocument,
  after: OpenApiDocument,
  emitTypes: EmitTypes,
): Promise<HybridVerdicts> {
  // A copied schema has another name, which must not become its discriminator value.
  const [old, now] = [tagUnions(before), tagUnions(after)];
  const hybrids = hybridsOf(old, now);
  const sum = { hybrids: hybrids.length, questions: 0, disagreements: [] as Disagreement[] };
  for (const bundle of bundlesOf(old, hybrids)) {
    const { questions, disagreements } = await judgeBundle(old, bundle, emitTypes);
    sum.questions += questions;
    sum.disagreements.push(...disagreements);
  }
  return sum;
}

function* bundlesOf(before: OpenApiDocument, hybrids: readonly Hybrid[]): Generator<HybridBundle> {
  const { members } = bundleHybrids(before, hybrids);
  let chunk: Hybrid[] = [];
  let operations = 0;
  for (const { hybrid, operations: affected } of members) {
    if (chunk.length > 0 && operations + affected.size > MOST_OPERATIONS) {
      yield bundleHybrids(before, chunk);
      chunk = [];
      operations = 0;
    }
    chunk.push(hybrid);
    operations += affected.size;
  }
  if (chunk.length > 0) yield bundleHybrids(before, chunk);
}

async function judgeBundle(
  before: OpenApiDocument,
  { document, members }: HybridBundle,
  emitTypes: EmitTypes,
): Promise<{ questions: number; disagreements: readonly Disagreement[] }> {
  const asked = members.map((member) =>
    operationQuestions(before, member.hybrid.document, ({ id }) => member.idOf(id))
      .filter(({ newId }) => member.operations.has(newId))
      .map(
        ({ question }): Question =>
          question.direction === 'address' ? { ...question, path: member.pathOf(question.path) } : question,
      ),
  );
  const types = await declareTypes(document, 'bundle', emitTypes);
  const verdicts = verdictsOn(asked.flat(), types, types);
  let start = 0;
  const disagreements = members.flatMap(({ hybrid }, index) => {
    const own = verdicts.slice(start, start + (asked[index]?.length ?? 0));
    start += own.length;
    return compareVerdicts(diffContracts(before, hybrid.document).changes, own).map((disagreement) => ({
      ...disagreement,
      part: hybrid.pointer,
    }));
  });
  return { questions: verdicts.length, disagreements };
}
