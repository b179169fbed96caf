import { EmulatorUsageError } from '../errors/index.ts';

/** Refuses unknown option names, suggesting the nearest known one. */
export function requireKnownOptions(given: object, known: readonly string[], owner: string): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw new EmulatorUsageError(`${owner} has no option "${name}". Did you mean "${nearestName(name, known)}"?`);
  }
}

export function nearestName(name: string, known: readonly string[]): string {
  return known.reduce(
    (best, candidate) => {
      const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
      return distance < best.distance ? { candidate, distance } : best;
    },
    { candidate: '', distance: Number.POSITIVE_INFINITY },
  ).candidate;
}

function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
