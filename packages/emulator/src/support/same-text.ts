import { timingSafeEqual } from 'node:crypto';

/** Compares a text with a secret in a time that does not reveal where they differ. */
export function isSameText(shown: string, expected: string): boolean {
  const [a, b] = [Buffer.from(shown), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
