import { expect, test } from 'vitest';
import { scramFirst, scramProof } from './scram.ts';

test('a proof depends on the password, and detects a server that does not know it', async () => {
  const challenge = 'r=abcdef,s=QSXCR+Q6sek8bf92,i=4096';
  const right = await scramProof('pencil', 'abc', challenge);
  expect(right.final).toMatch(/^c=biws,r=abcdef,p=/);
  expect((await scramProof('crayon', 'abc', challenge)).final).not.toBe(right.final);
  expect(right.isServerGenuine('v=AAAA')).toBe(false);
});

test.each([
  ['for another nonce', 'r=xyz,s=QSXCR+Q6sek8bf92,i=4096'],
  ['without iterations', 'r=abcd,s=QSXCR+Q6sek8bf92,i=0'],
  ['with more iterations than the emulator can afford', 'r=abcd,s=QSXCR+Q6sek8bf92,i=1000001'],
])('a challenge %s is rejected', async (_, challenge) => {
  await expect(scramProof('pencil', 'abc', challenge)).rejects.toThrow('challenge');
});

test('the first message has no user name', () => {
  expect(scramFirst('abc')).toBe('n,,n=,r=abc');
});
