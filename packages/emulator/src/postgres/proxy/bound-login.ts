import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { encodeMessage, type Message, readMessage } from './messages.ts';
import { logIn } from './password-login.ts';
import type { Refusal } from './refusal.ts';
import { BAD_LOGIN, OTHER_CERTIFICATE, wrongPassword } from './refusals.ts';
import { proveWith } from './scram.ts';
import { challengeClient, parseVerifier, type ScramVerdict, unknownVerifier } from './scram-server.ts';

const AUTHENTICATION = 'R';
const NEGOTIATE_VERSION = 'v';
const PASSWORD = 'p';
const SASL = 10;
const BOUND = 'SCRAM-SHA-256-PLUS';
/** As Postgres' own authentication_timeout: people type passwords. */
const ANSWER_TIMEOUT_MS = 60_000;

export interface BoundLogin {
  readonly user: string;
  /** What the server's branch keeps of the role's password. */
  readonly readVerifier: () => Promise<string | undefined>;
}

/** `go-on`: the two have no more need of somebody in between. */
export type BoundLoginEnd = 'go-on' | 'gone' | Refusal;

/**
 * Offers a client that came by TLS to bind its login to the certificate. The server behind has no part in the TLS, and so
 * cannot: who takes the offer is judged here, and logged in there with what its answer gives away.
 */
export async function offerBoundLogin(client: TLSSocket, server: Socket, login: BoundLogin): Promise<BoundLoginEnd> {
  const certificate = certificateOf(client);
  const asked = await readFirst(client, server);
  if (!asked) return 'gone';
  const isOffered = certificate !== undefined && isSasl(asked);
  client.write(encodeMessage(asked.type, isOffered ? withBound(asked.body) : asked.body));
  if (!isOffered) return 'go-on';
  const chosen = await readMessage(client, AbortSignal.timeout(ANSWER_TIMEOUT_MS));
  if (!chosen) return 'gone';
  const first = chosen.type === PASSWORD ? readBoundFirst(chosen.body) : undefined;
  if (first === undefined) {
    server.write(encodeMessage(chosen.type, chosen.body));
    return 'go-on';
  }
  const known = parseVerifier(await login.readVerifier());
  const verifier = known ?? unknownVerifier();
  const challenge = challengeClient(first, { verifier, certificate, nonce: randomBytes(18).toString('base64') });
  if (!challenge) return BAD_LOGIN;
  client.write(authentication(11, challenge.text));
  const final = await readMessage(client, AbortSignal.timeout(ANSWER_TIMEOUT_MS));
  if (!final) return 'gone';
  const verdict = challenge.judge(final.body.toString('utf8'));
  if (verdict.kind !== 'genuine') return refusalOf(verdict.kind, login.user);
  if (server.destroyed || server.readableEnded) return 'gone';
  // The server has asked already.
  server.unshift(encodeMessage(asked.type, asked.body));
  const end = await logIn(server, (nonce, text) => proveWith(verdict.keys, nonce, text));
  if (!end) return 'gone';
  if (end.type === AUTHENTICATION) client.write(authentication(12, verdict.serverFinal));
  client.write(encodeMessage(end.type, end.body));
  return 'go-on';
}

function refusalOf(kind: Exclude<ScramVerdict['kind'], 'genuine'>, user: string): Refusal {
  if (kind === 'wrong-password') return wrongPassword(user);
  return kind === 'other-certificate' ? OTHER_CERTIFICATE : BAD_LOGIN;
}

/** What the server wants of the client; what it says before that is passed on. */
async function readFirst(client: Socket, server: Socket): Promise<Message | undefined> {
  for (;;) {
    const message = await readMessage(server);
    if (message?.type !== NEGOTIATE_VERSION) return message;
    client.write(encodeMessage(message.type, message.body));
  }
}

function isSasl({ type, body }: Message): boolean {
  return type === AUTHENTICATION && body.length > 4 && body.readUInt32BE(0) === SASL;
}

/** The list of mechanisms with the bound one before the others: the client takes the first that it can. */
function withBound(body: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, 4), Buffer.from(`${BOUND}\0`), body.subarray(4)]);
}

/** The first message of a client that has chosen to be bound. */
function readBoundFirst(body: Buffer): string | undefined {
  const start = `${BOUND}\0`;
  return body.toString('latin1', 0, start.length) === start ? body.toString('utf8', start.length + 4) : undefined;
}

function authentication(kind: number, text: string): Buffer {
  const code = Buffer.alloc(4);
  code.writeUInt32BE(kind);
  return encodeMessage(AUTHENTICATION, Buffer.concat([code, Buffer.from(text)]));
}

/** The one that was shown to this client, in DER. */
function certificateOf(client: TLSSocket): Buffer | undefined {
  return client.getX509Certificate()?.raw;
}
