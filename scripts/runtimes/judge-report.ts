import { isDeepStrictEqual } from 'node:util';
import type { Check } from './check.ts';
import type { Report } from './smoke.ts';

export interface Verdict {
  readonly passed: number;
  /** What is wrong, a sentence each. */
  readonly complaints: readonly string[];
}

/** What a runtime is known to give instead, by the check's name. */
export type KnownDifferences = Readonly<Record<string, unknown>>;

/** Holds a report against what the checks must give, in the runtime that was meant. A known difference must be there. */
export function judgeReport(
  report: Report,
  checks: readonly Check[],
  runtime: string,
  known: KnownDifferences = {},
): Verdict {
  const outcomes = new Map(report.outcomes.map((outcome) => [outcome.name, outcome]));
  const wrong = checks.flatMap(({ name, gives }) => {
    const due = name in known ? known[name] : gives;
    const outcome = outcomes.get(name);
    if (outcome === undefined) return [`${name}: did not run`];
    if (outcome.error !== undefined) return [`${name}: threw ${outcome.error}`];
    if (isDeepStrictEqual(outcome.value, due)) return [];
    return [`${name}: gave ${JSON.stringify(outcome.value)}, not ${JSON.stringify(due)}`];
  });
  const passed = checks.length - wrong.length;
  if (report.runtime !== runtime) wrong.push(`ran in ${report.runtime}, not in ${runtime}`);
  return { passed, complaints: wrong };
}
