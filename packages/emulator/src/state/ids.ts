import { pick, type Random, randomText } from '../support/index.ts';
import { ADJECTIVES, NOUNS } from './words.ts';

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHANUMERICS = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}`;

/** `word-word-12345678` */
export function newProjectId(random: Random): string {
  return `${newWords(random)}-${randomText(DIGITS, 8, random)}`;
}

export function newOrganizationId(random: Random): string {
  return `org-${newProjectId(random)}`;
}

export function newSuffixStart(random: Random): string {
  return `a${randomText(LETTERS + DIGITS, 1, random)}`;
}

/** `br-word-word-a1b2c3d4` or `ep-word-word-a1b2c3d4` */
export function newBranchOrEndpointId(prefix: 'br' | 'ep', suffixStart: string, random: Random): string {
  return `${prefix}-${newWords(random)}-${suffixStart}${randomText(LETTERS + DIGITS, 6, random)}`;
}

/** `snap-word-word-a1b2c3d4` */
export function newSnapshotId(random: Random): string {
  return `snap-${newWords(random)}-${randomText(LETTERS + DIGITS, 8, random)}`;
}

/** Docs: `npg_` and twelve alphanumerics. */
export function newPassword(random: Random): string {
  return `npg_${randomText(ALPHANUMERICS, 12, random)}`;
}

export function newApiKey(random: Random): string {
  return `neon_local_${randomText(ALPHANUMERICS, 40, random)}`;
}

export function newAdminToken(random: Random): string {
  return `neon_admin_${randomText(ALPHANUMERICS, 40, random)}`;
}

/** Draws until the id is free. */
export function drawFree(draw: () => string, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = draw();
    if (!isTaken(id)) return id;
  }
}

function newWords(random: Random): string {
  return `${pick(ADJECTIVES, random)}-${pick(NOUNS, random)}`;
}
