import { isDeepStrictEqual } from 'node:util';

/** A check by its name, and the value that it gives where all is well: plain JSON. */
export interface Expectation {
  readonly name: string;
  readonly gives: unknown;
}

/** What a check gave, or what it threw. */
export interface Outcome {
  readonly name: string;
  readonly value?: unknown;
  readonly error?: string;
}

export interface Verdict {
  readonly passed: number;
  /** What is wrong, a sentence each. */
  readonly complaints: readonly string[];
}

/** Compares what checks gave with what they must give. */
export function judgeOutcomes(outcomes: readonly Outcome[], expectations: readonly Expectation[]): Verdict {
  const byName = new Map(outcomes.map((outcome) => [outcome.name, outcome]));
  const complaints = expectations.flatMap((expectation) => complaintAbout(byName.get(expectation.name), expectation));
  return { passed: expectations.length - complaints.length, complaints };
}

function complaintAbout(outcome: Outcome | undefined, { name, gives }: Expectation): string[] {
  if (outcome === undefined) return [`${name}: did not run`];
  if (outcome.error !== undefined) return [`${name}: threw ${outcome.error}`];
  if (isDeepStrictEqual(outcome.value, gives)) return [];
  return [`${name}: gave ${JSON.stringify(outcome.value)}, not ${JSON.stringify(gives)}`];
}
