import { type Expectation, judgeOutcomes, type Verdict } from '../harness/index.ts';
import type { Report } from './smoke.ts';

/** The known different results of a runtime, by check name. */
export type KnownDifferences = Readonly<Record<string, unknown>>;

/** Compares a report with the expected results in the expected runtime. Every known difference must occur. */
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
