import { nearestNames } from '@neon-api/ground';
import { EmulatorUsageError } from '../errors/index.ts';

/** Refuses unknown option names: suggests the nearest known name, or lists all when none is near. */
export function requireKnownOptions(given: object, known: readonly string[], owner: string): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const advice = suggestName(name, known) || ` Its options are: ${known.join(', ')}.`;
    throw new EmulatorUsageError(`${owner} has no option "${name}".${advice}`);
  }
}

/** ` Did you mean "port"?`; empty when no known name is near. */
export function suggestName(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
