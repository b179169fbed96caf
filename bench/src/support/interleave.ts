import { median } from '../median.ts';

/**
 * Measures each subject once per round, so that a slow moment of the machine affects all of them. Each round starts
 * with another subject. Returns the medians.
 */
export async function interleave<Subject>(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject) => number | Promise<number>,
): Promise<Map<Subject, number>> {
  const figures = new Map(subjects.map((subject): [Subject, number[]] => [subject, []]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % Math.max(1, subjects.length);
    for (const subject of [...subjects.slice(turn), ...subjects.slice(0, turn)])
      figures.get(subject)?.push(await measure(subject));
  }
  return new Map([...figures].map(([subject, measured]) => [subject, median(measured)]));
}
