import { expect, test } from 'vitest';
import { decideNaming, findNamedUid, type NameFacts } from './user-name.ts';

const NAMELESS: NameFacts = { uid: 1234, hasName: false, namedUid: 33, canMapTo: () => true };
const REFUSAL = /The user 1234 has no entry in \/etc\/passwd, .*Add an entry, .*--postgres off/;

test('does not change a command if its user has a name', () => {
  expect(decideNaming({ ...NAMELESS, hasName: true, canMapTo: () => false })).toEqual([]);
});

test('maps a user without a name to a user with a name', () => {
  const asked: number[] = [];
  const canMapTo = (uid: number): boolean => asked.push(uid) > 0;
  expect(decideNaming({ ...NAMELESS, canMapTo })).toEqual(['unshare', '--user', '--map-user=33', '--']);
  expect(asked).toEqual([33]);
});

test.each<[string, Partial<NameFacts>]>([
  ['who cannot create a user namespace', { canMapTo: () => false }],
  ['on a system without other users', { namedUid: undefined }],
])('refuses a user without a name %s', (_, facts) => {
  expect(() => decideNaming({ ...NAMELESS, ...facts })).toThrow(REFUSAL);
});

test.each([
  ['root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:1::/:\n', 1],
  ['#comment:x:5:5::/:\nroot::0:0:::\nme:x:1000:1000::/home/me:/bin/sh', 1000],
  ['root:x:0:0:root:/root:/bin/bash\n', undefined],
  ['', undefined],
])('finds a user other than root in %j', (passwd, uid) => {
  expect(findNamedUid(passwd)).toBe(uid);
});
