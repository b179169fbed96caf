import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

const NO_CHANNEL_BINDING = 'n,,';

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
  const {
    r: bothNonces = '',
    s: salt = '',
    i: iterations = '',
  } = Object.fromEntries(challenge.split(',').map((pair) => [pair.slice(0, 1), pair.slice(2)]));
  if (!bothNonces.startsWith(nonce) || !/^[1-9]\d{0,6}$/.test(iterations)) {
    throw new Error('the server sent a SCRAM challenge that cannot be answered');
  }
  const salted = pbkdf2Sync(password.normalize('NFKC'), Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const clientKey = hmac(salted, 'Client Key');
  const withoutProof = `c=${Buffer.from(NO_CHANNEL_BINDING).toString('base64')},r=${bothNonces}`;
  const exchanged = `n=,r=${nonce},${challenge},${withoutProof}`;
  const signature = hmac(createHash('sha256').update(clientKey).digest(), exchanged);
  const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
  return {
    final: `${withoutProof},p=${proof.toString('base64')}`,
    isServerGenuine(serverFinal) {
      const given = Buffer.from(serverFinal.replace(/^v=/, ''), 'base64');
      const expected = hmac(hmac(salted, 'Server Key'), exchanged);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
