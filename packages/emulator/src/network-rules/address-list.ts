import { BlockList, isIP } from 'node:net';

type Family = 'ipv4' | 'ipv6';

/**
 * Returns the entries of `allowed_ips` that are not an address, a range (`198.51.100.1-198.51.100.9`) or a network
 * (`203.0.113.0/24`). https://neon.com/docs/manage/projects#configure-ip-allow
 */
export function findBadEntries(entries: readonly string[]): string[] {
  return entries.filter((entry) => !addEntry(new BlockList(), entry));
}

/** Returns whether one of the entries covers the address. An invalid entry covers none. */
export function covers(entries: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const entry of entries) addEntry(list, entry);
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  const family = familyOf(plain);
  return family !== undefined && list.check(plain, family);
}

function addEntry(list: BlockList, entry: string): boolean {
  const [first = '', last, ...more] = entry.split('-').map((part) => part.trim());
  if (more.length > 0) return false;
  if (last !== undefined) return addRange(list, first, last);
  const [address = '', prefix, ...rest] = first.split('/');
  const family = familyOf(address);
  if (family === undefined || rest.length > 0) return false;
  if (prefix === undefined) {
    list.addAddress(address, family);
    return true;
  }
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(bits <= (family === 'ipv4' ? 32 : 128))) return false;
  list.addSubnet(address, bits, family);
  return true;
}

function addRange(list: BlockList, first: string, last: string): boolean {
  const family = familyOf(first);
  if (family === undefined || family !== familyOf(last)) return false;
  try {
    list.addRange(first, last, family);
    return true;
  } catch {
    // The range ends before it begins.
    return false;
  }
}

function familyOf(address: string): Family | undefined {
  return ({ 4: 'ipv4', 6: 'ipv6' } as const)[isIP(address) as 4 | 6];
}
