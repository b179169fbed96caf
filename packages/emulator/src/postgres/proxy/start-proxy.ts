import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { errorCode, errorMessage } from '../errors.ts';
import { createBackendKeyReader } from './backend-key-reader.ts';
import { joinSockets } from './join-sockets.ts';
import { readStartup } from './read-startup.ts';
import { encodeRefusal, type Refusal } from './refusal.ts';
import { cannotConnect, malformed, TIMED_OUT, unknownEndpoint } from './refusals.ts';
import { routeStartup } from './route-startup.ts';
import { encodeStartup, type StartupPacket } from './startup-packet.ts';

const HOST = '127.0.0.1';
/** How long a client that was turned away may take to read why. */
const FAREWELL_MS = 1000;

/** A connection to the server of an endpoint. */
export interface Backend {
  readonly socket: Socket;
  /** Where cancel requests for its sessions go. */
  readonly address: NetConnectOpts;
}

export interface ProxyOptions {
  /** 0: any free one. */
  readonly port: number;
  /**
   * Connects to the server of an endpoint, starting it when needed; undefined when there is no such endpoint.
   * `client` is the connection to end when the endpoint ends its connections.
   */
  readonly connectBackend: (endpointId: string, client: Socket) => Promise<Backend | undefined>;
  readonly startupTimeoutMs: number;
  readonly log: (line: string) => void;
}

export interface PostgresProxy {
  readonly address: { readonly host: string; readonly port: number };
  stop(): Promise<void>;
}

/** Listens on one port for clients of every endpoint, and leads each to the server of the endpoint it names. */
export async function startProxy(options: ProxyOptions): Promise<PostgresProxy> {
  const clients = new Set<Socket>();
  const cancelAddresses = new Map<string, NetConnectOpts>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    // Whatever breaks a connection also closes it, and closing is what is listened to.
    client.on('error', () => {});
    client.on('close', () => clients.delete(client));
    void serveClient(client, options, cancelAddresses).catch((error: unknown) => {
      options.log(`A connection was dropped: ${errorMessage(error)}`);
      client.destroy();
    });
  });
  server.listen(options.port, HOST);
  await once(server, 'listening').catch((cause: unknown) => {
    throw describeListenFailure(options.port, cause);
  });
  const listening = server.address();
  const port = typeof listening === 'object' && listening !== null ? listening.port : options.port;
  return {
    address: { host: HOST, port },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const client of clients) client.destroy();
      await closed;
    },
  };
}

async function serveClient(
  client: Socket,
  options: ProxyOptions,
  cancelAddresses: Map<string, NetConnectOpts>,
): Promise<void> {
  const startup = await readStartup(client, options.startupTimeoutMs);
  if (startup === undefined) return void client.destroy();
  if (startup === 'timeout') return turnAway(client, TIMED_OUT);
  const { packet, rest } = startup;
  if (packet.kind === 'malformed') return turnAway(client, malformed(packet.reason));
  if (packet.kind === 'cancel') return passCancel(client, packet, cancelAddresses.get(packet.key));
  const route = routeStartup(packet.params);
  if (route.kind === 'refuse') return turnAway(client, route.refusal);

  let backend: Backend | undefined;
  try {
    backend = await options.connectBackend(route.endpointId, client);
  } catch (error) {
    options.log(`Endpoint ${route.endpointId} cannot be reached: ${errorMessage(error)}`);
    return turnAway(client, cannotConnect(route.endpointId, error));
  }
  if (backend === undefined) return turnAway(client, unknownEndpoint(route.endpointId));
  const { socket, address } = backend;
  if (client.destroyed) return void socket.destroy();
  watchForCancelKey(socket, address, cancelAddresses);
  socket.write(encodeStartup(packet.protocol, route.params));
  if (rest.length > 0) socket.write(rest);
  joinSockets(client, socket);
}

/** Remembers which server gave out which cancel key, for as long as the session lasts. */
function watchForCancelKey(socket: Socket, address: NetConnectOpts, addresses: Map<string, NetConnectOpts>): void {
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

function describeListenFailure(port: number, cause: unknown): Error {
  const problem: Record<string, string> = {
    EADDRINUSE: 'is in use; stop what listens there, or choose another Postgres port (0 takes any free one)',
    EACCES: 'may not be used by this user; choose a Postgres port above 1023 (0 takes any free one)',
  };
  const code = errorCode(cause) ?? '';
  return new Error(`Port ${port} on ${HOST} ${problem[code] ?? `cannot be used: ${errorMessage(cause)}`}.`, { cause });
}
