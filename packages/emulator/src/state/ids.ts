import { pick, type Random, randomText } from '../support/index.ts';

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHANUMERICS = `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}`;

const ADJECTIVES: readonly string[] = (
  'amber ancient autumn bitter bold broad calm cold cool crimson curly damp dark dawn dry dusty early falling flat ' +
  'fragrant frosty gentle green hidden icy jolly late lingering little lively long misty morning muddy noisy odd old ' +
  'orange patient plain polished proud purple quiet rapid raspy red restless rough round royal shiny shrill shy silent ' +
  'small snowy soft solitary sparkling spring square steep still summer super sweet tight tiny twilight wandering ' +
  'weathered white wild winter wispy withered yellow young'
).split(' ');

const NOUNS: readonly string[] = (
  'art band bar base bird block boat bonus bread breeze brook bush butterfly cake cell cherry cloud credit darkness dew ' +
  'disk dream dust feather field fire firefly flower fog forest frog frost glade glitter grass hall hat haze heart hill ' +
  'king lab lake leaf limit math meadow mode moon morning mouse mud night paper pine poetry pond queen rain recipe ' +
  'resonance rice river salad scene sea shadow shape silence sky smoke snow snowflake sound star sun sunset surf term ' +
  'thunder tooth tree truth union unit violet voice water waterfall wave wildflower wind wood'
).split(' ');

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

/** Docs: `npg_` and twelve alphanumeric characters. */
export function newPassword(random: Random): string {
  return `npg_${randomText(ALPHANUMERICS, 12, random)}`;
}

export function newApiKey(random: Random): string {
  return `neon_local_${randomText(ALPHANUMERICS, 40, random)}`;
}

export function newAdminToken(random: Random): string {
  return `neon_admin_${randomText(ALPHANUMERICS, 40, random)}`;
}

/** Draws ids until one is free. */
export function drawFree(draw: () => string, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = draw();
    if (!isTaken(id)) return id;
  }
}

function newWords(random: Random): string {
  return `${pick(ADJECTIVES, random)}-${pick(NOUNS, random)}`;
}
