import { type Address, BITS, parseAddress } from './parse-address.ts';

/** The addresses from the first to the last, which are of one family. */
interface AddressRange {
  readonly first: Address;
  readonly last: Address;
}

/**
 * Returns the entries of `allowed_ips` that are not an address, a range (`198.51.100.1-198.51.100.9`) or a network
 * (`203.0.113.0/24`). https://neon.com/docs/manage/projects#configure-ip-allow
 */
export function findBadEntries(entries: readonly string[]): string[] {
  return entries.filter((entry) => !parseEntry(entry));
}

/** Returns whether one of the entries covers the address. An invalid entry covers none. */
export function covers(entries: readonly string[], address: string): boolean {
  const plain = parseAddress(address.replace(/^::ffff:(?=\d+\.)/, ''));
  return plain !== undefined && entries.some((entry) => includes(parseEntry(entry), plain));
}

function includes(range: AddressRange | undefined, { family, value }: Address): boolean {
  return range?.first.family === family && range.first.value <= value && value <= range.last.value;
}

function parseEntry(entry: string): AddressRange | undefined {
  const [first = '', last, ...more] = entry.split('-').map((part) => part.trim());
  if (more.length > 0) return undefined;
  return last === undefined ? parseNetwork(first) : rangeOf(parseAddress(first), parseAddress(last));
}

/** Parses an address with or without the length of its prefix. */
function parseNetwork(text: string): AddressRange | undefined {
  const [written = '', prefix, ...rest] = text.split('/');
  const address = parseAddress(written);
  if (!address || rest.length > 0) return undefined;
  if (prefix === undefined) return { first: address, last: address };
  const { family, value } = address;
  const length = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(length <= BITS[family])) return undefined;
  const inside = (1n << BigInt(BITS[family] - length)) - 1n;
  return { first: { family, value: value & ~inside }, last: { family, value: value | inside } };
}

/** Returns undefined if the range ends before it begins. */
function rangeOf(first: Address | undefined, last: Address | undefined): AddressRange | undefined {
  if (!first || !last || first.family !== last.family || first.value > last.value) return undefined;
  return { first, last };
}
