import { isDeepStrictEqual } from 'node:util';

/** The expected value of each check, by name: plain JSON. */
export interface Expectation {
  readonly name: string;
  readonly gives: unknown;
}

/** The value that a check returned, or the error that it threw. */
export interface Outcome {
  readonly name: string;
  readonly value?: unknown;
  readonly error?: string;
}

export interface Verdict {
  readonly passed: number;
  /** One sentence for each failed check. */
  readonly complaints: readonly string[];
}

/** Compares the results of checks with the expected values. */
export function judgeOutcomes(outcomes: readonly Outcome[], expectations: readonly Expectation[]): Verdict {
  const byName = new Map(outcomes.map((outcome) => [outcome.name, outcome]));
  const complaints = expectations.flatMap((expectation) => complaintAbout(byName.get(expectation.name), expectation));
  return { passed: expectations.length - complaints.length, complaints };
}

function complaintAbout(outcome: Outcome | undefined, { name, gives }: Expectation): string[] {
  if (outcome === undefined) return [`${name}: did not run`];
  if (outcome.error !== undefined) return [`${name}: threw ${outcome.error}`];
  if (isDeepStrictEqual(outcome.value, gives)) return [];
  return [`${name}: returned ${JSON.stringify(outcome.value)} instead of ${JSON.stringify(gives)}`];
}
