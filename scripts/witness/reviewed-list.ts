/** Who is right about a difference. */
export const VERDICTS = ['our bug', 'their bug', 'newer document', 'our open enums', 'by design'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Differences with the same reason, as reviewed by a person. */
export interface ReviewedGroup {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly at: readonly string[];
}

export interface Judgement {
  /** Differences that are not in the list. */
  readonly unknown: readonly string[];
  /** Listed differences that no longer occur. */
  readonly gone: readonly string[];
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** Compares the differences with the list. */
export function judge(differences: readonly string[], groups: readonly ReviewedGroup[]): Judgement {
  const listed = groups.flatMap(({ at }) => at);
  const count = (verdict: Verdict) =>
    groups.filter((group) => group.verdict === verdict).reduce((sum, { at }) => sum + at.length, 0);
  return {
    unknown: differences.filter((difference) => !listed.includes(difference)),
    gone: listed.filter((difference) => !differences.includes(difference)),
    counts: Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>,
  };
}

/** Parses the list from a file's content. Throws an error that says what is wrong. */
export function parseReviewed(value: unknown): ReviewedGroup[] {
  if (!Array.isArray(value)) throw new Error('The list must be a sequence of groups.');
  const groups = value.map((group: unknown, index) => parseGroup(group, index));
  const listed = groups.flatMap(({ at }) => at);
  const twice = listed.find((difference, index) => listed.indexOf(difference) !== index);
  if (twice !== undefined) throw new Error(`"${twice}" is listed twice. Remove one.`);
  return groups;
}

function parseGroup(group: unknown, index: number): ReviewedGroup {
  const { verdict, reason, at } = (group ?? {}) as Partial<ReviewedGroup>;
  const where = `Group ${index + 1}`;
  if (verdict === undefined || !VERDICTS.includes(verdict)) {
    throw new Error(`${where}: "verdict" must be one of ${VERDICTS.join(', ')}.`);
  }
  if (typeof reason !== 'string' || reason.trim() === '')
    throw new Error(`${where} has no "reason". Say why the types differ.`);
  if (!Array.isArray(at) || at.length === 0 || !at.every((entry) => typeof entry === 'string')) {
    throw new Error(`${where}: "at" must list differences.`);
  }
  return { verdict, reason, at };
}
