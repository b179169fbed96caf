import { expect, test } from 'vitest';
import { scramFirst, scramProof } from './scram.ts';

test('a proof depends on the password, and detects a server that does not know it', () => {
  const challenge = 'r=abcdef,s=QSXCR+Q6sek8bf92,i=4096';
  const right = scramProof('pencil', 'abc', challenge);
  expect(right.final).toMatch(/^c=biws,r=abcdef,p=/);
  expect(scramProof('crayon', 'abc', challenge).final).not.toBe(right.final);
  expect(right.isServerGenuine('v=AAAA')).toBe(false);
});

test('a challenge for another nonce is rejected', () => {
  expect(() => scramProof('pencil', 'abc', 'r=xyz,s=QSXCR+Q6sek8bf92,i=4096')).toThrow('challenge');
  expect(() => scramProof('pencil', 'abc', 'r=abcd,s=QSXCR+Q6sek8bf92,i=0')).toThrow('challenge');
  expect(scramFirst('abc')).toBe('n,,n=,r=abc');
});
