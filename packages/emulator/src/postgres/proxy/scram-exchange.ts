import { randomBytes } from 'node:crypto';
import { AUTHENTICATION, encodeMessage, type Message } from './messages.ts';
import { challengeClient, type ScramVerdict, type ScramVerifier } from './scram-server.ts';

const PASSWORD = 'p';
const KIND = { sasl: 10, saslContinue: 11, saslFinal: 12 } as const;
export const UNBOUND = 'SCRAM-SHA-256';
export const BOUND = 'SCRAM-SHA-256-PLUS';

/** Sends a client a message, and waits for the answer; undefined if there is none. */
export type Exchange = (question: Buffer) => Promise<Message | undefined>;

/** Asks a client to choose one of the mechanisms. */
export function offerMechanisms(mechanisms: readonly string[]): Buffer {
  return authentication(KIND.sasl, `${mechanisms.map((name) => `${name}\0`).join('')}\0`);
}

export function encodeSaslFinal(text: string): Buffer {
  return authentication(KIND.saslFinal, text);
}

/** Returns the client's first SCRAM message if it chose the mechanism. */
export function readFirst({ type, body }: Message, mechanism: string): string | undefined {
  const start = `${mechanism}\0`;
  const isChosen = type === PASSWORD && body.toString('latin1', 0, start.length) === start;
  return isChosen ? body.toString('utf8', start.length + 4) : undefined;
}

export interface ClientProof {
  readonly verifier: ScramVerifier;
  /** The certificate of the connection if the client chose channel binding. */
  readonly certificate: Buffer | undefined;
}

/** Checks a client's password with its proof. */
export async function checkProof(
  first: string,
  { verifier, certificate }: ClientProof,
  exchange: Exchange,
): Promise<ScramVerdict | { readonly kind: 'gone' }> {
  const challenge = challengeClient(first, { verifier, certificate, nonce: randomBytes(18).toString('base64') });
  if (!challenge) return { kind: 'malformed' };
  const final = await exchange(authentication(KIND.saslContinue, challenge.text));
  if (!final) return { kind: 'gone' };
  return final.type === PASSWORD ? challenge.judge(final.body.toString('utf8')) : { kind: 'malformed' };
}

function authentication(kind: number, text: string): Buffer {
  const code = Buffer.alloc(4);
  code.writeUInt32BE(kind);
  return encodeMessage(AUTHENTICATION, Buffer.concat([code, Buffer.from(text)]));
}
