import type { Random } from '@neon-api/client';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `prefix` and twelve letters or digits: nobody else has chosen them. */
export function randomName(prefix: string, random: Random): string {
  return prefix + Array.from({ length: 12 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
}
