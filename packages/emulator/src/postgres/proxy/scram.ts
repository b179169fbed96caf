import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const NO_CHANNEL_BINDING = 'n,,';
/** A tenant chooses the iteration count of its passwords, and the emulator pays for it. Postgres' default is 4096. */
const MOST_ITERATIONS = 1_000_000;

const derive = promisify(pbkdf2);

/** The keys derived from a password, a salt and an iteration count. RFC 5802, 3. */
export interface ScramKeys {
  readonly clientKey: Buffer;
  readonly serverKey: Buffer;
}

export interface ScramProof {
  /** The client's last message. */
  readonly final: string;
  /** Returns whether the server's last message proves that it knows the password. */
  isServerGenuine(serverFinal: string): boolean;
}

export function scramFirst(nonce: string): string {
  // Postgres uses the user name from the startup packet, and ignores the one here.
  return `${NO_CHANNEL_BINDING}n=,r=${nonce}`;
}

/** Answers a server's challenge. RFC 5802, RFC 7677. @throws if the challenge is malformed or for another nonce */
export async function scramProof(password: string, nonce: string, challenge: string): Promise<ScramProof> {
  const { salt, iterations } = readChallenge(nonce, challenge);
  const salted = await saltPassword(password, salt, iterations);
  return proveWith({ clientKey: hmac(salted, 'Client Key'), serverKey: hmac(salted, 'Server Key') }, nonce, challenge);
}

/** Derives the salted password of RFC 5802 without blocking the event loop. `salt` is in base64. */
export function saltPassword(password: string, salt: string, iterations: number): Promise<Buffer> {
  return derive(password.normalize('NFKC'), Buffer.from(salt, 'base64'), iterations, 32, 'sha256');
}

/** Returns whether the emulator derives keys with this iteration count. */
export function isAffordable(iterations: number): boolean {
  return iterations >= 1 && iterations <= MOST_ITERATIONS;
}

/** Answers a server's challenge with the keys instead of the password. */
export function proveWith({ clientKey, serverKey }: ScramKeys, nonce: string, challenge: string): ScramProof {
  const { bothNonces } = readChallenge(nonce, challenge);
  const withoutProof = `c=${Buffer.from(NO_CHANNEL_BINDING).toString('base64')},r=${bothNonces}`;
  const exchanged = `n=,r=${nonce},${challenge},${withoutProof}`;
  const proof = xor(clientKey, hmac(storedKeyOf(clientKey), exchanged));
  return {
    final: `${withoutProof},p=${proof.toString('base64')}`,
    isServerGenuine(serverFinal) {
      return isSame(Buffer.from(serverFinal.replace(/^v=/, ''), 'base64'), hmac(serverKey, exchanged));
    },
  };
}

function readChallenge(nonce: string, challenge: string): { bothNonces: string; salt: string; iterations: number } {
  const { r: bothNonces = '', s: salt = '', i: iterations = '' } = readAttributes(challenge);
  if (bothNonces.startsWith(nonce) && /^\d+$/.test(iterations) && isAffordable(Number(iterations))) {
    return { bothNonces, salt, iterations: Number(iterations) };
  }
  throw new Error('the server sent an invalid SCRAM challenge');
}

/** Parses `r=…,s=…` into values by letter. */
export function readAttributes(message: string): Readonly<Record<string, string>> {
  return Object.fromEntries(message.split(',').map((pair) => [pair.slice(0, 1), pair.slice(2)]));
}

/** Returns the key that the server stores to verify the client. */
export function storedKeyOf(clientKey: Buffer): Buffer {
  return createHash('sha256').update(clientKey).digest();
}

export function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}

export function isSame(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
