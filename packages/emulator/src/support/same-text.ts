import { timingSafeEqual } from 'node:crypto';

/** Compares a secret with what was shown of it; the time it takes says nothing of where they differ. */
export function isSameText(shown: string, expected: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
