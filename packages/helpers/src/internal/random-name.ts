import type { Random } from '@neon-api/client';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Returns the prefix and twelve random letters or digits, enough to be unique. */
export function randomName(prefix: string, random: Random): string {
  return prefix + Array.from({ length: 12 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
}
