import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Login } from './admit-login.ts';
import { outcomeOf } from './login-reader.ts';
import { AUTHENTICATION, encodeMessage, type Message, readMessage } from './messages.ts';
import { logIn } from './password-login.ts';
import type { Refusal } from './refusal.ts';
import { BAD_LOGIN, OTHER_CERTIFICATE, wrongPassword } from './refusals.ts';
import { proveWith } from './scram.ts';
import { BOUND, checkProof, encodeSaslFinal, readFirst } from './scram-exchange.ts';
import { parseVerifier, type ScramVerdict, unknownVerifier } from './scram-server.ts';
import type { ReadLogin } from './shared-reads.ts';

const NEGOTIATE_VERSION = 'v';
const SASL = 10;

export interface BoundLogin {
  readonly user: string;
  readonly readLogin: () => ReturnType<ReadLogin>;
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
  { user, readLogin }: BoundLogin,
): Promise<BoundLoginEnd> {
  const { lost } = login;
  const server = login.backend.socket;
  const certificate = certificateOf(client);
  const asked = await readRequest(client, server, lost);
  if (!asked) return 'gone';
  // Read again later, by the client or by `logIn`.
  server.unshift(encodeMessage(asked.type, asked.body));
  if (certificate === undefined || !isSasl(asked)) return 'go-on';
  const exchange = (question: Buffer): Promise<Message | undefined> => askClient(client, question, login);
  const chosen = await exchange(encodeMessage(asked.type, withBound(asked.body)));
  if (!chosen) return 'gone';
  const first = readFirst(chosen, BOUND);
  if (first === undefined) {
    await readMessage(server, lost);
    server.write(encodeMessage(chosen.type, chosen.body));
    return 'go-on';
  }
  const verifier = parseVerifier((await readLogin())?.verifier) ?? unknownVerifier();
  const verdict = await checkProof(first, { verifier, certificate }, exchange);
  if (verdict.kind === 'gone') return 'gone';
  if (verdict.kind === 'wrong-password') login.judge('wrong');
  if (verdict.kind !== 'genuine') return refusalOf(verdict.kind, user);
  if (server.destroyed || server.readableEnded) return 'gone';
  const end = await logIn(server, (nonce, text) => proveWith(verdict.keys, nonce, text), lost);
  if (!end) return 'gone';
  login.judge(outcomeOf(end));
  if (end.type === AUTHENTICATION) client.write(encodeSaslFinal(verdict.serverFinal));
  client.write(encodeMessage(end.type, end.body));
  return 'go-on';
}

/** Sends a message to a client and waits for the answer. */
async function askClient(client: Socket, question: Buffer, login: Login): Promise<Message | undefined> {
  client.write(question);
  login.asked();
  const answer = await readMessage(client, login.lost);
  login.answered();
  return answer;
}

export function refusalOf(kind: Exclude<ScramVerdict['kind'], 'genuine'>, user: string): Refusal {
  if (kind === 'wrong-password') return wrongPassword(user);
  return kind === 'other-certificate' ? OTHER_CERTIFICATE : BAD_LOGIN;
}

/** Reads the server's first request; forwards earlier messages to the client. */
async function readRequest(client: Socket, server: Socket, signal: AbortSignal): Promise<Message | undefined> {
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

/** Returns the certificate that this client received, in DER. */
export function certificateOf(client: TLSSocket): Buffer | undefined {
  return client.getX509Certificate()?.raw;
}
