import { nearestNames } from '@neon-api/ground';
import { EmulatorUsageError } from '../errors/index.ts';

/** Refuses unknown option names. Suggests the nearest known name, or lists all if none is near. */
export function requireKnownOptions(given: object, known: readonly string[], owner: string): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const advice = suggestName(name, known) || ` Its options are: ${known.join(', ')}.`;
    throw new EmulatorUsageError(`${owner} has no option "${name}".${advice}`);
  }
}

/** Returns ` Did you mean "port"?`, or an empty string if no known name is near. */
export function suggestName(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
