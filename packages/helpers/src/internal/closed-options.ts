import { NeonUsageError } from '@neon-api/client';

/** Refuses an object with a key that nobody reads: a misspelt option must not pass for a default. */
export function assertKnownOptions(where: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const meant = known.find((candidate) => letters(candidate) === letters(name));
    const advice = meant === undefined ? `known: ${known.join(', ')}.` : `did you mean ${meant}?`;
    throw new NeonUsageError(`${where}: unknown option ${JSON.stringify(name)}; ${advice}`);
  }
}

/** The same for other cases, underscores and mixed-up letters. */
function letters(name: string): string {
  return [...name.toLowerCase().replaceAll('_', '')].sort().join('');
}
