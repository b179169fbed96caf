import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Loss, Newcomers, Turn } from '../admission/index.ts';
import { findBranch, goneSignal, type LoginContext, takeTurn } from './admit-login.ts';
import { certificateOf, refusalOf } from './bound-login.ts';
import { endClient } from './end-client.ts';
import { AUTHENTICATION, encodeMessage, readMessage } from './messages.ts';
import { findKeys } from './password-check.ts';
import type { PooledSide } from './pooled-side.ts';
import { encodeRefusal, type Refusal } from './refusal.ts';
import { BAD_LOGIN, LOGIN_LOST, wrongPassword } from './refusals.ts';
import type { ScramKeys } from './scram.ts';
import { BOUND, checkProof, encodeSaslFinal, offerMechanisms, readFirst, UNBOUND } from './scram-exchange.ts';
import { parseVerifier, type ScramVerifier, unknownVerifier } from './scram-server.ts';
import type { ReadLogin } from './shared-reads.ts';
import { encodeNegotiation } from './startup-packet.ts';

export interface PooledRequest {
  readonly endpointId: string;
  readonly user: string;
  readonly protocol: number;
  readonly params: ReadonlyMap<string, string>;
  /** What the client sent after its startup packet. */
  readonly rest: Buffer;
  /** Set if the client sent its password to the proxy. */
  readonly password: string | undefined;
}

export interface PooledContext extends LoginContext {
  readonly pooler: PooledSide;
  readonly pooledLogins: Newcomers;
  readonly readLogin: ReadLogin;
}

type Checked =
  | { readonly kind: 'proved'; readonly keys: ScramKeys; readonly lastMessage: Buffer | undefined }
  | { readonly kind: 'wrong'; readonly refusal: Refusal }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'gone' };

const AUTHENTICATION_OK: Buffer = encodeMessage(AUTHENTICATION, Buffer.alloc(4));

/**
 * Logs a client in to the pooled side of an endpoint. The proxy checks the password itself, with the verifier that
 * Postgres stores; the client's proof contains the key with which the pooler logs in to Postgres as the same role.
 */
export async function logInPooled(client: Socket, request: PooledRequest, context: PooledContext): Promise<void> {
  const { endpointId, user } = request;
  const gone = goneSignal(client);
  const branch = await findBranch(endpointId, client, context, gone);
  if (branch.kind === 'gone') return void client.destroy();
  if (branch.kind === 'refused') return endClient(client, encodeRefusal(branch.refusal));
  const { branchId } = branch;
  let turn: Turn;
  for (;;) {
    const entered = await takeTurn(request, branchId, context, gone);
    if (entered.kind === 'gone') return void client.destroy();
    if (entered.kind === 'refused') return endClient(client, encodeRefusal(entered.refusal));
    turn = entered.turn;
    if (!turn.isStale()) break;
    turn.end('unknown');
  }
  const negotiation = encodeNegotiation(request.protocol, request.params);
  if (negotiation) client.write(negotiation);
  const login = context.pooledLogins.enter();
  gone.addEventListener('abort', login.leave);
  try {
    const stored = await context.readLogin(endpointId, user);
    const verifier = parseVerifier(stored?.verifier) ?? unknownVerifier();
    const checked = await checkPassword(client, request, verifier, login.lost);
    if (checked.kind === 'proved') turn.end('right');
    if (checked.kind === 'wrong') turn.end('wrong');
    if (login.lost.aborted) return endClient(client, encodeRefusal(LOGIN_LOST[login.lost.reason as Loss]));
    if (checked.kind === 'gone') return void client.destroy();
    if (checked.kind !== 'proved') return endClient(client, encodeRefusal(checked.refusal));
    const { keys, lastMessage } = checked;
    client.write(Buffer.concat([...(lastMessage ? [lastMessage] : []), AUTHENTICATION_OK]));
    login.leave();
    const roleId = stored?.roleId ?? '';
    await context.pooler.serve({ client, endpointId, branchId, role: user, roleId, keys, params: request.params });
  } finally {
    turn.end('unknown');
    login.leave();
  }
}

async function checkPassword(
  client: Socket,
  { user, rest, password }: PooledRequest,
  verifier: ScramVerifier,
  lost: AbortSignal,
): Promise<Checked> {
  if (password !== undefined) {
    const keys = await findKeys(verifier, password);
    return keys ? { kind: 'proved', keys, lastMessage: undefined } : { kind: 'wrong', refusal: wrongPassword(user) };
  }
  if (rest.length > 0) client.unshift(rest);
  const exchange = (question: Buffer): ReturnType<typeof readMessage> => {
    client.write(question);
    return readMessage(client, lost);
  };
  const certificate = client instanceof TLSSocket ? certificateOf(client) : undefined;
  const chosen = await exchange(offerMechanisms(certificate ? [BOUND, UNBOUND] : [UNBOUND]));
  if (!chosen) return { kind: 'gone' };
  const bound = certificate && readFirst(chosen, BOUND);
  const first = bound ?? readFirst(chosen, UNBOUND);
  // A client that says `y` did not see the offer of channel binding: someone may have removed it. RFC 5802, 6.
  if (first === undefined || (certificate && first.startsWith('y'))) return { kind: 'refused', refusal: BAD_LOGIN };
  const verdict = await checkProof(
    first,
    { verifier, certificate: bound === undefined ? undefined : certificate },
    exchange,
  );
  if (verdict.kind === 'gone') return verdict;
  if (verdict.kind === 'genuine') {
    return { kind: 'proved', keys: verdict.keys, lastMessage: encodeSaslFinal(verdict.serverFinal) };
  }
  return { kind: verdict.kind === 'wrong-password' ? 'wrong' : 'refused', refusal: refusalOf(verdict.kind, user) };
}
