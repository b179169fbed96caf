import { type Expectation, judgeOutcomes, type Verdict } from '../harness/index.ts';
import type { Report } from './smoke.ts';

/** What a runtime is known to give instead, by the check's name. */
export type KnownDifferences = Readonly<Record<string, unknown>>;

/** Compares a report with what the checks must give in the runtime that was meant. A known difference must be there. */
export function judgeReport(
  { runtime: ranIn, outcomes }: Report,
  checks: readonly Expectation[],
  runtime: string,
  known: KnownDifferences = {},
): Verdict {
  const expectations = checks.map(({ name, gives }) => ({ name, gives: name in known ? known[name] : gives }));
  const { passed, complaints } = judgeOutcomes(outcomes, expectations);
  return { passed, complaints: ranIn === runtime ? complaints : [...complaints, `ran in ${ranIn}, not in ${runtime}`] };
}
