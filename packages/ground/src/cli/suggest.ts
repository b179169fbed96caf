import { nearestNames } from '../nearest-names.ts';

/** Returns ` Did you mean NAME?`, or an empty string if no known name is similar. */
export function suggest(name: string, known: readonly string[]): string {
  const [nearest] = nearestNames(name, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}
