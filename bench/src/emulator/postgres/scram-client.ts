import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** The client's side of SCRAM-SHA-256 without channel binding: RFC 5802, RFC 7677. */
export interface ScramClient {
  readonly first: string;
  /** Answers the server's challenge. */
  answer(challenge: string): string;
}

export function createScramClient(password: string): ScramClient {
  const bare = `n=,r=${randomBytes(18).toString('base64')}`;
  return {
    first: `n,,${bare}`,
    answer(challenge) {
      const [, nonce = '', salt = '', rounds = ''] = /^r=(.+),s=(.+),i=(\d+)$/.exec(challenge) ?? [];
      const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
      const key = hmac(salted, 'Client Key');
      const unproven = `c=biws,r=${nonce}`;
      const signature = hmac(createHash('sha256').update(key).digest(), `${bare},${challenge},${unproven}`);
      const proof = key.map((byte, index) => byte ^ (signature[index] ?? 0));
      return `${unproven},p=${Buffer.from(proof).toString('base64')}`;
    },
  };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
