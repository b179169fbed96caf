import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Login } from './admit-login.ts';
import { outcomeOf } from './login-reader.ts';
import { AUTHENTICATION, encodeMessage, type Message, readMessage } from './messages.ts';
import { logIn } from './password-login.ts';
import type { Refusal } from './refusal.ts';
import { BAD_LOGIN, OTHER_CERTIFICATE, wrongPassword } from './refusals.ts';
import { proveWith } from './scram.ts';
import { challengeClient, parseVerifier, type ScramVerdict, unknownVerifier } from './scram-server.ts';

const NEGOTIATE_VERSION = 'v';
const PASSWORD = 'p';
const SASL = 10;
const BOUND = 'SCRAM-SHA-256-PLUS';

export interface BoundLogin {
  readonly user: string;
  /** Reads the role's password verifier from the branch. */
  readonly readVerifier: () => Promise<string | undefined>;
}

/** `go-on`: client and server exchange the remaining messages directly. */
export type BoundLoginEnd = 'go-on' | 'gone' | Refusal;

/**
 * Offers channel binding to a TLS client. The server cannot, because the TLS connection ends in the proxy. If the
 * client accepts, the proxy checks its password, and logs in to the server with the key from the client's proof.
 */
export async function offerBoundLogin(
  client: TLSSocket,
  login: Login,
  { user, readVerifier }: BoundLogin,
): Promise<BoundLoginEnd> {
  const { lost } = login;
  const server = login.backend.socket;
  const certificate = certificateOf(client);
  const asked = await readFirst(client, server, lost);
  if (!asked) return 'gone';
  // Read again later, by the client or by `logIn`.
  server.unshift(encodeMessage(asked.type, asked.body));
  if (certificate === undefined || !isSasl(asked)) return 'go-on';
  const chosen = await exchange(client, encodeMessage(asked.type, withBound(asked.body)), login);
  if (!chosen) return 'gone';
  const first = chosen.type === PASSWORD ? readBoundFirst(chosen.body) : undefined;
  if (first === undefined) {
    await readMessage(server, lost);
    server.write(encodeMessage(chosen.type, chosen.body));
    return 'go-on';
  }
  const verifier = parseVerifier(await readVerifier()) ?? unknownVerifier();
  const challenge = challengeClient(first, { verifier, certificate, nonce: randomBytes(18).toString('base64') });
  if (!challenge) return BAD_LOGIN;
  const final = await exchange(client, authentication(11, challenge.text), login);
  if (!final) return 'gone';
  const verdict = challenge.judge(final.body.toString('utf8'));
  if (verdict.kind === 'wrong-password') login.judge('wrong');
  if (verdict.kind !== 'genuine') return refusalOf(verdict.kind, user);
  if (server.destroyed || server.readableEnded) return 'gone';
  const end = await logIn(server, (nonce, text) => proveWith(verdict.keys, nonce, text), lost);
  if (!end) return 'gone';
  login.judge(outcomeOf(end));
  if (end.type === AUTHENTICATION) client.write(authentication(12, verdict.serverFinal));
  client.write(encodeMessage(end.type, end.body));
  return 'go-on';
}

/** Sends a message to a client and waits for the answer. */
async function exchange(client: Socket, question: Buffer, login: Login): Promise<Message | undefined> {
  client.write(question);
  login.asked();
  const answer = await readMessage(client, login.lost);
  login.answered();
  return answer;
}

function refusalOf(kind: Exclude<ScramVerdict['kind'], 'genuine'>, user: string): Refusal {
  if (kind === 'wrong-password') return wrongPassword(user);
  return kind === 'other-certificate' ? OTHER_CERTIFICATE : BAD_LOGIN;
}

/** Reads the server's first request; forwards earlier messages to the client. */
async function readFirst(client: Socket, server: Socket, signal: AbortSignal): Promise<Message | undefined> {
  for (;;) {
    const message = await readMessage(server, signal);
    if (message?.type !== NEGOTIATE_VERSION) return message;
    client.write(encodeMessage(message.type, message.body));
  }
}

function isSasl({ type, body }: Message): boolean {
  return type === AUTHENTICATION && body.length > 4 && body.readUInt32BE(0) === SASL;
}

/** Puts the bound mechanism first in the list: the client uses the first that it supports. */
function withBound(body: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, 4), Buffer.from(`${BOUND}\0`), body.subarray(4)]);
}

/** Returns the client's first SCRAM message if it chose channel binding. */
function readBoundFirst(body: Buffer): string | undefined {
  const start = `${BOUND}\0`;
  return body.toString('latin1', 0, start.length) === start ? body.toString('utf8', start.length + 4) : undefined;
}

function authentication(kind: number, text: string): Buffer {
  const code = Buffer.alloc(4);
  code.writeUInt32BE(kind);
  return encodeMessage(AUTHENTICATION, Buffer.concat([code, Buffer.from(text)]));
}

/** Returns the certificate that this client received, in DER. */
function certificateOf(client: TLSSocket): Buffer | undefined {
  return client.getX509Certificate()?.raw;
}
