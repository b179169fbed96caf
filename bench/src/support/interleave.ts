import { median } from '../median.ts';

/**
 * Measures everybody once a round, so that a slow moment of the machine meets them all, and another first each time;
 * medians of the rounds.
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
