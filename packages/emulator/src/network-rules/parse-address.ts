export type Family = 'ipv4' | 'ipv6';

/** An address as a number of 32 or 128 bits. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

/** The number of bits of an address. */
export const BITS: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

const OCTET = '(0|[1-9]\\d{0,2})';
const IPV4 = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);

/** Parses an address; undefined if the text is none. */
export function parseAddress(text: string): Address | undefined {
  const octets = IPV4.exec(text)?.slice(1).map(Number);
  if (octets) return octets.every((octet) => octet <= 255) ? { family: 'ipv4', value: join(octets, 8n) } : undefined;
  // Brackets may hold only an IPv6 address. The parser of URLs writes it in its shortest form.
  const url = `http://[${text}]`;
  if (!/^[\da-f:.]+$/i.test(text) || !URL.canParse(url)) return undefined;
  return { family: 'ipv6', value: join(groupsOf(new URL(url).hostname.slice(1, -1)), 16n) };
}

/** Returns the eight groups of an address in its shortest form. */
function groupsOf(shortest: string): number[] {
  const [before = [], after = []] = shortest
    .split('::')
    .map((side) => (side === '' ? [] : side.split(':').map((group) => Number.parseInt(group, 16))));
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function join(parts: readonly number[], bits: bigint): bigint {
  return parts.reduce((value, part) => (value << bits) | BigInt(part), 0n);
}
