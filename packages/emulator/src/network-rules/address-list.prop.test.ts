import { BlockList, isIP } from 'node:net';
import { propertyRuns } from '@neon-api/ground/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { covers, findBadEntries } from './address-list.ts';

const octet = fc.integer({ min: 0, max: 260 });
const ipv4 = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const address = fc.oneof(
  ipv4,
  fc.ipV6(),
  fc.constantFrom('::1', '::', '::ffff:10.0.0.1', '01.2.3.4', '1::2::3', 'fe80::1%eth0'),
);
const familyOf = (text: string): 'ipv4' | 'ipv6' => (isIP(text) === 4 ? 'ipv4' : 'ipv6');
/** Node accepts a zone, which a rule cannot have. */
const isAddress = (text: string): boolean => isIP(text) !== 0 && !text.includes('%');

test('an entry is valid exactly if Node can parse its address', () => {
  fc.assert(
    fc.property(address, (entry) => {
      expect(findBadEntries([entry])).toEqual(isAddress(entry) ? [] : [entry]);
    }),
    propertyRuns(300),
  );
});

test('a network covers the addresses that a list of Node covers', () => {
  fc.assert(
    fc.property(address.filter(isAddress), address.filter(isAddress), fc.nat(), (network, other, length) => {
      fc.pre(familyOf(network) === familyOf(other));
      const prefix = length % (familyOf(network) === 'ipv4' ? 33 : 129);
      const list = new BlockList();
      list.addSubnet(network, prefix, familyOf(network));
      fc.pre(!/^::ffff:\d+\./.test(other));
      expect(covers([`${network}/${prefix}`], other)).toBe(list.check(other, familyOf(other)));
    }),
    propertyRuns(300),
  );
});
