import { nearestNames } from '@neon-api/ground';

/** ` Did you mean NAME?`; empty when no known name is near. */
export function suggest(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}
