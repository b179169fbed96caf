import { nearestNames } from '@neon-api/ground';

/** Returns ` Did you mean "Branch"?` with up to three names or, if none is similar, the known names if they are few. */
export function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestNames(name, known).slice(0, 3);
  if (nearest.length > 0) return ` Did you mean ${nearest.map((one) => `"${one}"`).join(', ')}?`;
  return known.length <= 40 ? ` Available: ${known.join(', ')}.` : '';
}
