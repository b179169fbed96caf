import { randomInt, randomUUID } from 'node:crypto';

/** Returns a number in [0, 1). */
export type Random = () => number;

const STEPS = 2 ** 47;

/** The operating system's random source, because passwords are drawn from it. */
export const systemRandom: Random = () => randomInt(STEPS) / STEPS;

export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('Cannot pick from an empty list.');
  return item;
}

export function randomText(alphabet: string, length: number, random: Random): string {
  return Array.from({ length }, () => pick([...alphabet], random)).join('');
}

/** Creates a version 4 UUID from `random`. */
export function randomUuid(random: Random): string {
  // Node draws many ids at a time.
  if (random === systemRandom) return randomUUID();
  const hex = Array.from({ length: 8 }, () => randomHex4(random)).join('');
  const variant = pick(['8', '9', 'a', 'b'], random);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

function randomHex4(random: Random): string {
  return Math.floor(random() * 0x1_0000)
    .toString(16)
    .padStart(4, '0');
}
