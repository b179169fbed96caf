import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { DataPoint, EndpointSide } from '../../data-plane/index.ts';
import type { Admission, Loss, Newcomer } from '../admission/index.ts';
import type { Authority } from '../tls/index.ts';
import { admitLogin, type EndpointServers, type Login, lossOf } from './admit-login.ts';
import { type BoundLoginEnd, offerBoundLogin } from './bound-login.ts';
import { endClient } from './end-client.ts';
import { joinSockets, separateSockets } from './join-sockets.ts';
import { createLoginReader, outcomeOf } from './login-reader.ts';
import { encodeMessage } from './messages.ts';
import { askPassword, logIn } from './password-login.ts';
import { logInPooled } from './pooled-login.ts';
import type { PooledSide } from './pooled-side.ts';
import { readStartup } from './read-startup.ts';
import { encodeRefusal, type Refusal } from './refusal.ts';
import { malformed, NEWCOMER_LOST, NO_ENDPOINT } from './refusals.ts';
import { routeStartup, splitPassword } from './route-startup.ts';
import { scramProof } from './scram.ts';
import { secureSocket } from './secure-socket.ts';
import type { ReadLogin } from './shared-reads.ts';
import { encodeCancel, encodeStartup, type StartupPacket } from './startup-packet.ts';

export interface ServeOptions extends EndpointServers {
  readonly readLogin: ReadLogin;
  readonly admission: Admission;
  readonly pooler: PooledSide;
  /** Signs the certificates of the port; without it, the proxy refuses TLS. */
  readonly authority?: Authority;
  readonly log: (line: string) => void;
}

/** Shared by all connections of a proxy. */
export interface ServeContext extends ServeOptions {
  readonly cancelAddresses: Map<string, NetConnectOpts>;
  /** Names of the endpoints of the clients that send their clear-text password unasked, by client port. */
  readonly passwordFirstClients: Map<number, string | undefined>;
}

/** The parts of a client's request that the proxy needs. */
interface Request extends EndpointSide {
  readonly user: string;
  readonly protocol: number;
  readonly params: ReadonlyMap<string, string>;
  /** What the client sent after its startup packet. */
  readonly rest: Buffer;
  /** Set if the client sent its password to the proxy; otherwise Postgres asks for it. */
  readonly password: string | undefined;
  readonly at: DataPoint | undefined;
}

/** Connects a client to the server of the endpoint that it names. */
export async function serveClient(
  plain: Socket,
  ownEndpointName: string | undefined,
  context: ServeContext,
): Promise<void> {
  const newcomer = context.admission.newcomers.enter();
  plain.once('close', newcomer.leave);
  const { authority } = context;
  const secure = authority && ((socket: Socket) => secureSocket(socket, authority));
  const startup = await readStartup(plain, { signal: newcomer.lost, secure });
  if (startup === undefined) return dismissNewcomer(plain, newcomer);
  const { packet, rest, socket: client, serverName } = startup;
  if (packet.kind === 'malformed') return sendRefusal(client, malformed(packet.reason));
  if (packet.kind === 'cancel') return passCancel(client, packet, context);
  const clientPort = plain.remotePort ?? 0;
  const sendsPasswordFirst = context.passwordFirstClients.has(clientPort);
  const endpointName = ownEndpointName ?? context.passwordFirstClients.get(clientPort);
  const route = routeStartup(packet.params, { serverName, endpointName });
  if (route.kind === 'refuse') return sendRefusal(client, route.refusal);
  const user = route.params.get('user') ?? '';
  const request = { user, protocol: packet.protocol, params: route.params, rest, at: route.at };
  if (route.kind === 'forward' && !sendsPasswordFirst) {
    newcomer.leave();
    const { endpointId, isPooled } = route;
    return logInClient(client, { ...request, endpointId, isPooled, password: undefined }, context);
  }
  const answer = await askPassword(client, rest, newcomer.lost);
  if (answer === undefined) return dismissNewcomer(client, newcomer);
  newcomer.leave();
  const named = route.kind === 'forward' ? { ...route, password: answer } : splitPassword(answer);
  if (!named) return sendRefusal(client, NO_ENDPOINT);
  return logInClient(client, { ...request, ...named }, context);
}

async function logInClient(client: Socket, request: Request, context: ServeContext): Promise<void> {
  const { throttle, gate, pooledLogins } = context.admission;
  // The pool only has connections to the present.
  if (request.isPooled && request.at === undefined)
    return logInPooled(client, request, { ...context, throttle, gate, pooledLogins });
  const endpointId = nameEndpoint(request, context);
  const admitted = await admitLogin({ ...request, endpointId }, client, { ...context, throttle, gate });
  if (admitted.kind === 'gone') return void client.destroy();
  if (admitted.kind === 'refused') return sendRefusal(client, admitted.refusal);
  const { login } = admitted;
  login.backend.socket.write(encodeStartup(request.protocol, request.params));
  const end = await beginSession(client, login, { ...request, endpointId }, context);
  if (login.lost.aborted) return sendRefusal(client, lossOf(login));
  if (end === 'gone') return void client.destroy();
  if (end !== 'go-on') return sendRefusal(client, end);
  watchLogin(client, login, context.cancelAddresses);
  joinSockets(client, login.backend.socket);
}

/** A session in the past can name the branch, as in the connection strings of Neon's CLI. */
function nameEndpoint({ endpointId, at }: Request, { endpointOf }: ServeContext): string {
  return at && endpointId.startsWith('br-') ? (endpointOf(endpointId) ?? endpointId) : endpointId;
}

/** Runs the part of a login that the proxy handles. */
async function beginSession(
  client: Socket,
  login: Login,
  { endpointId, user, rest, password }: Request,
  { readLogin }: ServeContext,
): Promise<BoundLoginEnd> {
  const server = login.backend.socket;
  if (password === undefined) {
    if (rest.length > 0) server.write(rest);
    if (!(client instanceof TLSSocket)) return 'go-on';
    return offerBoundLogin(client, login, { user, readLogin: () => readLogin(endpointId, user) });
  }
  const end = await logIn(server, (nonce, challenge) => scramProof(password, nonce, challenge), login.lost);
  if (!end) return 'gone';
  login.judge(outcomeOf(end));
  client.write(encodeMessage(end.type, end.body));
  return 'go-on';
}

/** Watches the rest of a login for its outcome, the loss of its place, and the session's cancel key. */
function watchLogin(client: Socket, login: Login, cancelAddresses: Map<string, NetConnectOpts>): void {
  const { socket: server, address } = login.backend;
  const reader = createLoginReader({
    onJudged: login.judge,
    onKey(key) {
      cancelAddresses.set(key, address);
      server.once('close', () => cancelAddresses.delete(key));
    },
  });
  const onServerData = (chunk: Buffer): void => {
    login.asked();
    if (!reader.read(chunk)) return;
    server.off('data', onServerData);
    client.off('data', login.answered);
  };
  server.on('data', onServerData);
  client.on('data', login.answered);
  login.lost.addEventListener('abort', () => {
    separateSockets(client, server);
    sendRefusal(client, lossOf(login));
  });
}

function dismissNewcomer(client: Socket, { lost }: Newcomer): void {
  if (lost.aborted) sendRefusal(client, NEWCOMER_LOST[lost.reason as Loss]);
  else client.destroy();
}

/** Forwards a cancel request. It gets no answer: the client only waits for the connection to close. */
function passCancel(
  client: Socket,
  { bytes, key }: Extract<StartupPacket, { kind: 'cancel' }>,
  { cancelAddresses, pooler }: ServeContext,
): void {
  const direct = cancelAddresses.get(key);
  const pooled = direct ? undefined : pooler.cancelTarget(key);
  const address = direct ?? pooled?.address;
  if (address === undefined) return void client.destroy();
  const backend = connect(address);
  backend.on('error', () => {});
  backend.on('close', () => {
    pooled?.onDone();
    client.destroySoon();
  });
  backend.resume().end(pooled ? encodeCancel(pooled.key) : bytes);
}

function sendRefusal(client: Socket, refusal: Refusal): void {
  endClient(client, encodeRefusal(refusal));
}
