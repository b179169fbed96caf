import { createHash, randomBytes } from 'node:crypto';
import { hmac, isAffordable, isSame, readAttributes, type ScramKeys, storedKeyOf, xor } from './scram.ts';

/** What Postgres stores for a password. */
export interface ScramVerifier {
  readonly iterations: number;
  readonly salt: string;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

/** Parses `SCRAM-SHA-256$4096:SALT$STORED:SERVER`; undefined if it is missing, malformed, or too costly to check. */
export function parseVerifier(text: string | undefined): ScramVerifier | undefined {
  const parts = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)$/.exec(text ?? '');
  if (!parts || !isAffordable(Number(parts[1]))) return undefined;
  const [, iterations, salt = '', storedKey = '', serverKey = ''] = parts;
  return {
    iterations: Number(iterations),
    salt,
    storedKey: Buffer.from(storedKey, 'base64'),
    serverKey: Buffer.from(serverKey, 'base64'),
  };
}

/** Returns a verifier that no password matches, so that an unknown role looks like a wrong password. */
export function unknownVerifier(): ScramVerifier {
  return {
    iterations: 4096,
    salt: randomBytes(16).toString('base64'),
    storedKey: randomBytes(32),
    serverKey: randomBytes(32),
  };
}

export type ScramVerdict =
  /** `serverFinal` proves the server to the client; the keys allow a login as the client. */
  | { readonly kind: 'genuine'; readonly serverFinal: string; readonly keys: ScramKeys }
  | { readonly kind: 'wrong-password' | 'other-certificate' | 'malformed' };

export interface ScramChallenge {
  readonly text: string;
  judge(clientFinal: string): ScramVerdict;
}

export interface ScramRequest {
  readonly verifier: ScramVerifier;
  /** The certificate that the client should have received, in DER; undefined if it does not use channel binding. */
  readonly certificate: Buffer | undefined;
  readonly nonce: string;
}

const FIRST_MESSAGE = {
  bound: /^(p=tls-server-end-point,,)(n=[^,]*,r=[^,]+)$/,
  // With `y` the client would use channel binding, and believes that it was not offered.
  unbound: /^([ny],,)(n=[^,]*,r=[^,]+)$/,
} as const;

/**
 * Challenges a client that uses channel binding (`tls-server-end-point`), or none; undefined if its message is about
 * the other. RFC 5802, 6; RFC 5929, 4.
 */
export function challengeClient(
  clientFirst: string,
  { verifier, certificate, nonce }: ScramRequest,
): ScramChallenge | undefined {
  const [, header = '', bare = ''] = FIRST_MESSAGE[certificate ? 'bound' : 'unbound'].exec(clientFirst) ?? [];
  const bothNonces = `${readAttributes(bare).r}${nonce}`;
  if (header === '') return undefined;
  const text = `r=${bothNonces},s=${verifier.salt},i=${verifier.iterations}`;
  const hash = certificate && createHash('sha256').update(certificate).digest();
  const binding = Buffer.concat([Buffer.from(header), ...(hash ? [hash] : [])]).toString('base64');
  return {
    text,
    judge(clientFinal) {
      const [, withoutProof = '', proofText = ''] = /^(.*),p=([^,]+)$/.exec(clientFinal) ?? [];
      const { c, r } = readAttributes(withoutProof);
      const proof = Buffer.from(proofText, 'base64');
      if (r !== bothNonces || proof.length !== verifier.storedKey.length) return { kind: 'malformed' };
      if (c !== binding) return { kind: 'other-certificate' };
      const exchanged = `${bare},${text},${withoutProof}`;
      const clientKey = xor(proof, hmac(verifier.storedKey, exchanged));
      if (!isSame(storedKeyOf(clientKey), verifier.storedKey)) return { kind: 'wrong-password' };
      const serverFinal = `v=${hmac(verifier.serverKey, exchanged).toString('base64')}`;
      return { kind: 'genuine', serverFinal, keys: { clientKey, serverKey: verifier.serverKey } };
    },
  };
}
