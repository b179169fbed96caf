import { createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hmac, proveWith, storedKeyOf, xor } from './scram.ts';
import { challengeClient, parseVerifier, unknownVerifier } from './scram-server.ts';

const SALT = Buffer.from('0123456789abcdef').toString('base64');
const CERTIFICATE = Buffer.from('certificate');
const HEADER = 'p=tls-server-end-point,,';
const FIRST = `${HEADER}n=,r=client`;

const salted = pbkdf2Sync('pencil', Buffer.from(SALT, 'base64'), 4096, 32, 'sha256');
const clientKey = hmac(salted, 'Client Key');
const serverKey = hmac(salted, 'Server Key');
const verifier = parseVerifier(
  `SCRAM-SHA-256$4096:${SALT}$${storedKeyOf(clientKey).toString('base64')}:${serverKey.toString('base64')}`,
);

/** Answers as a client with this key that received this certificate. */
function answer(challenge: string, key: Buffer, certificate: Buffer): string {
  const seen = Buffer.concat([Buffer.from(HEADER), createHash('sha256').update(certificate).digest()]);
  const withoutProof = `c=${seen.toString('base64')},${challenge.split(',')[0]}`;
  const proof = xor(key, hmac(storedKeyOf(key), `n=,r=client,${challenge},${withoutProof}`));
  return `${withoutProof},p=${proof.toString('base64')}`;
}

const challenge = challengeClient(FIRST, {
  verifier: verifier ?? unknownVerifier(),
  certificate: CERTIFICATE,
  nonce: 'server',
});
const text = challenge?.text ?? '';

test('a client with the password and the certificate is accepted, and its keys work for the server', () => {
  const verdict = challenge?.judge(answer(text, clientKey, CERTIFICATE));
  expect(verdict).toMatchObject({ kind: 'genuine', keys: { clientKey, serverKey } });
  expect(proveWith({ clientKey, serverKey }, 'nonce', `r=nonce2,s=${SALT},i=4096`).final).toMatch(
    /^c=biws,r=nonce2,p=/,
  );
});

test.each([
  ['another password', answer(text, randomBytes(32), CERTIFICATE), 'wrong-password'],
  ['the certificate of a man in the middle', answer(text, clientKey, Buffer.from('other')), 'other-certificate'],
  ['noise', 'c=,r=,p=', 'malformed'],
])('%s is refused', (_, clientFinal, kind) => {
  expect(challenge?.judge(clientFinal)).toEqual({ kind });
});

test('a login without channel binding gets no challenge', () => {
  const request = { verifier: unknownVerifier(), certificate: CERTIFICATE, nonce: 'server' };
  expect(challengeClient('n,,n=,r=client', request)).toBeUndefined();
  expect(challengeClient('p=tls-unique,,n=,r=client', request)).toBeUndefined();
  expect(parseVerifier('md5abc')).toBeUndefined();
  expect(parseVerifier(undefined)).toBeUndefined();
});

test('a verifier whose iterations would block the emulator is not used', () => {
  const withIterations = (count: number) => parseVerifier(`SCRAM-SHA-256$${count}:${SALT}$AAAA:AAAA`);
  expect(withIterations(1_000_000)).toMatchObject({ iterations: 1_000_000 });
  expect(withIterations(1_000_001)).toBeUndefined();
  expect(withIterations(2_000_000_000)).toBeUndefined();
  expect(withIterations(0)).toBeUndefined();
});
