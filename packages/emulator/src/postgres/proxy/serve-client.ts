import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { errorMessage } from '../errors.ts';
import type { Authority } from '../tls/index.ts';
import { createBackendKeyReader } from './backend-key-reader.ts';
import { offerBoundLogin } from './bound-login.ts';
import { joinSockets } from './join-sockets.ts';
import { encodeMessage } from './messages.ts';
import { askPassword, logIn } from './password-login.ts';
import { readStartup } from './read-startup.ts';
import { encodeRefusal, type Refusal } from './refusal.ts';
import { cannotConnect, malformed, NO_ENDPOINT, TIMED_OUT, unknownEndpoint } from './refusals.ts';
import { routeStartup, splitPassword } from './route-startup.ts';
import { scramProof } from './scram.ts';
import { secureSocket } from './secure-socket.ts';
import { encodeStartup, type StartupPacket } from './startup-packet.ts';

/** How long a client that was turned away may take to read why. */
const FAREWELL_MS = 1000;

/** A connection to the server of an endpoint. */
export interface Backend {
  readonly socket: Socket;
  /** Where cancel requests for its sessions go. */
  readonly address: NetConnectOpts;
}

export interface ServeOptions {
  /**
   * Connects to the server of an endpoint, starting it when needed; undefined when there is no such endpoint.
   * `client` is the connection to end when the endpoint ends its connections.
   */
  readonly connectBackend: (endpointId: string, client: Socket) => Promise<Backend | undefined>;
  /** What the branch of an endpoint keeps of a role's password; undefined when there is none. */
  readonly readVerifier: (endpointId: string, role: string) => Promise<string | undefined>;
  readonly startupTimeoutMs: number;
  /** Vouches for the port in TLS handshakes; without one there are none. */
  readonly authority?: Authority;
  readonly log: (line: string) => void;
}

/** What all connections of a proxy share. */
export interface ServeContext extends ServeOptions {
  readonly cancelAddresses: Map<string, NetConnectOpts>;
  /** Clients, by their port, that send their password as it is without being asked, and the endpoint they want. */
  readonly forthcoming: Map<number, string | undefined>;
}

/** Leads a client to the server of the endpoint it names. */
export async function serveClient(
  plain: Socket,
  ownEndpointId: string | undefined,
  context: ServeContext,
): Promise<void> {
  const { authority, startupTimeoutMs: timeoutMs } = context;
  const secure = authority && ((socket: Socket) => secureSocket(socket, authority));
  const startup = await readStartup(plain, { timeoutMs, secure });
  if (startup === undefined) return void plain.destroy();
  if (startup === 'timeout') return turnAway(plain, TIMED_OUT);
  const { packet, rest, socket: client, serverName } = startup;
  if (packet.kind === 'malformed') return turnAway(client, malformed(packet.reason));
  if (packet.kind === 'cancel') return passCancel(client, packet, context.cancelAddresses.get(packet.key));
  const clientPort = plain.remotePort ?? 0;
  const isForthcoming = context.forthcoming.has(clientPort);
  const endpointId = ownEndpointId ?? context.forthcoming.get(clientPort);
  const route = routeStartup(packet.params, { serverName, endpointId });
  if (route.kind === 'refuse') return turnAway(client, route.refusal);
  const startupBytes = encodeStartup(packet.protocol, route.params);
  if (route.kind === 'forward' && !isForthcoming) {
    const backend = await reach(route.endpointId, client, context);
    if (!backend) return;
    const { socket: server } = backend;
    server.write(startupBytes);
    if (rest.length > 0) server.write(rest);
    if (client instanceof TLSSocket) {
      const user = route.params.get('user') ?? '';
      const readVerifier = (): Promise<string | undefined> => context.readVerifier(route.endpointId, user);
      const end = await offerBoundLogin(client, server, { user, readVerifier });
      if (end === 'gone') return void client.destroy();
      if (end !== 'go-on') return turnAway(client, end);
    }
    watchForCancelKey(backend, context.cancelAddresses);
    return joinSockets(client, server);
  }
  const answer = await askPassword(client, rest, timeoutMs);
  if (answer === undefined) return void client.destroy();
  const named = route.kind === 'forward' ? { ...route, password: answer } : splitPassword(answer);
  if (!named) return turnAway(client, NO_ENDPOINT);
  const backend = await reach(named.endpointId, client, context);
  if (!backend) return;
  const { socket: server } = backend;
  server.write(startupBytes);
  const end = await logIn(server, (nonce, challenge) => scramProof(named.password, nonce, challenge));
  if (!end) return void client.destroy();
  client.write(encodeMessage(end.type, end.body));
  watchForCancelKey(backend, context.cancelAddresses);
  joinSockets(client, server);
}

/** A connection to the endpoint's server; undefined when the client was told that there is none. */
async function reach(endpointId: string, client: Socket, context: ServeContext): Promise<Backend | undefined> {
  let backend: Backend | undefined;
  try {
    backend = await context.connectBackend(endpointId, client);
  } catch (error) {
    context.log(`Endpoint ${endpointId} cannot be reached: ${errorMessage(error)}`);
    turnAway(client, cannotConnect(endpointId, error));
    return undefined;
  }
  if (backend === undefined) {
    turnAway(client, unknownEndpoint(endpointId));
    return undefined;
  }
  const { socket } = backend;
  if (client.destroyed) {
    socket.destroy();
    return undefined;
  }
  // However the login ends, a client that is gone leaves no session behind.
  client.once('close', () => socket.destroy());
  return backend;
}

/** Remembers which server gave out which cancel key, for as long as the session lasts. */
function watchForCancelKey({ socket, address }: Backend, addresses: Map<string, NetConnectOpts>): void {
  const reader = createBackendKeyReader((key) => {
    addresses.set(key, address);
    socket.once('close', () => addresses.delete(key));
  });
  const onData = (chunk: Buffer): void => {
    if (reader.read(chunk)) socket.off('data', onData);
  };
  socket.on('data', onData);
}

/** A cancel request gets no answer, whether or not its key is known: its end is all that the client waits for. */
function passCancel(
  client: Socket,
  { bytes }: Extract<StartupPacket, { kind: 'cancel' }>,
  address: NetConnectOpts | undefined,
): void {
  if (address === undefined) return void client.destroy();
  const backend = connect(address);
  backend.on('error', () => {});
  backend.on('close', () => client.destroySoon());
  backend.resume().end(bytes);
}

function turnAway(client: Socket, refusal: Refusal): void {
  if (client.destroyed) return;
  // Read on: closing a socket with unread bytes resets it, and the client would never see the message.
  client.resume().end(encodeRefusal(refusal));
  const timer = setTimeout(() => client.destroy(), FAREWELL_MS);
  client.on('end', () => client.destroySoon()).on('close', () => clearTimeout(timer));
}
