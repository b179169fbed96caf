import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

const NO_CHANNEL_BINDING = 'n,,';

/** What a password comes down to, with one salt and one number of rounds. RFC 5802, 3. */
export interface ScramKeys {
  readonly clientKey: Buffer;
  readonly serverKey: Buffer;
}

export interface ScramProof {
  /** The client's last message. */
  readonly final: string;
  /** Whether the server's last message shows that it knows the password too. */
  isServerGenuine(serverFinal: string): boolean;
}

export function scramFirst(nonce: string): string {
  // Postgres takes the user from the startup packet, and ignores the one here.
  return `${NO_CHANNEL_BINDING}n=,r=${nonce}`;
}

/** Answers the challenge of a server. RFC 5802, RFC 7677. @throws when it is none, or an answer to another nonce */
export function scramProof(password: string, nonce: string, challenge: string): ScramProof {
  const { salt, iterations } = readChallenge(nonce, challenge);
  const salted = pbkdf2Sync(password.normalize('NFKC'), Buffer.from(salt, 'base64'), iterations, 32, 'sha256');
  return proveWith({ clientKey: hmac(salted, 'Client Key'), serverKey: hmac(salted, 'Server Key') }, nonce, challenge);
}

/** The same by one who has the keys, and not the password. */
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
  if (bothNonces.startsWith(nonce) && /^[1-9]\d{0,6}$/.test(iterations)) {
    return { bothNonces, salt, iterations: Number(iterations) };
  }
  throw new Error('the server sent a SCRAM challenge that cannot be answered');
}

/** `r=…,s=…` by its letters. */
export function readAttributes(message: string): Readonly<Record<string, string>> {
  return Object.fromEntries(message.split(',').map((pair) => [pair.slice(0, 1), pair.slice(2)]));
}

/** What the server keeps to know the client by. */
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
