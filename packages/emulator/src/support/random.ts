/** Returns a number in [0, 1). */
export type Random = () => number;

const WORDS = 256;
const words = new Uint32Array(WORDS);
let used = WORDS;

/** Draws many words at a time, because each call of the system costs more than a draw. */
function drawWord(): number {
  if (used === WORDS) {
    crypto.getRandomValues(words);
    used = 0;
  }
  const word = words[used] ?? 0;
  words[used] = 0;
  used += 1;
  return word;
}

/** The system's random source, because passwords are drawn from it. 48 of the 53 bits of a number in [0, 1). */
export const systemRandom: Random = () => (drawWord() * 2 ** 16 + (drawWord() >>> 16)) / 2 ** 48;

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
  // Faster. Browsers lack it on pages without HTTPS.
  if (random === systemRandom && 'randomUUID' in crypto) return crypto.randomUUID();
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
