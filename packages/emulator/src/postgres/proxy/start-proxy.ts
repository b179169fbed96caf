import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { messageOf } from '@neon-api/ground';
import { errorCode } from '../errors.ts';
import { createEndpointHosts, type EndpointHosts, POSTGRES_PORT } from './endpoint-hosts.ts';
import { canListen, hasLoopbackHosts } from './loopback-hosts.ts';
import { type ServeOptions, serveClient } from './serve-client.ts';
import { shareReads } from './shared-reads.ts';

const HOST = '127.0.0.1';
const ONE_HOST =
  `The loopback interface has only ${HOST}, so endpoints do not have their own hosts. ` +
  'Use the connection URIs from the API. For other ways to connect, run neon-emulator --hosts.';

export interface ProxyOptions extends ServeOptions {
  /** 0 picks a free port. */
  readonly port: number;
}

export interface PostgresProxy {
  readonly address: { readonly host: string; readonly port: number };
  /** Loopback addresses of the endpoints. */
  readonly hosts: EndpointHosts;
  /** Opens a connection to the port for a client that sends its clear-text password unasked. */
  connectPasswordFirst(endpointName: string | undefined): Promise<Socket>;
  /** Creates a server whose clients get this endpoint unless they name another one. */
  createListener(endpointName: () => string | undefined): Server;
  stop(): Promise<void>;
}

/** Listens on one port for clients of every endpoint, and connects each to the server of the endpoint it names. */
export async function startProxy(options: ProxyOptions): Promise<PostgresProxy> {
  const clients = new Set<Socket>();
  const context = {
    ...options,
    readLogin: shareReads(options.readLogin),
    cancelAddresses: new Map<string, NetConnectOpts>(),
    passwordFirstClients: new Map<number, string | undefined>(),
  };

  function createListener(endpointName: () => string | undefined = () => undefined): Server {
    return createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      clients.add(client);
      // An error also closes the socket, and the close event is handled.
      client.on('error', () => {});
      client.on('close', () => clients.delete(client));
      void serveClient(client, endpointName(), context).catch((error: unknown) => {
        options.log(`A connection was dropped: ${messageOf(error)}`);
        client.destroy();
      });
    });
  }

  const server = createListener();
  server.listen(options.port, HOST);
  await once(server, 'listening').catch((cause: unknown) => {
    throw describeListenFailure(options.port, cause);
  });
  const listening = server.address();
  const port = typeof listening === 'object' && listening !== null ? listening.port : options.port;
  const hasHosts = await hasLoopbackHosts();
  if (!hasHosts && process.platform === 'linux') options.log(ONE_HOST);
  const ports = hasHosts && port !== POSTGRES_PORT && (await canListen(POSTGRES_PORT)) ? [port, POSTGRES_PORT] : [port];
  const hosts = createEndpointHosts({
    ports,
    createListener: (name) => createListener(() => name),
    hasHosts,
  });
  return {
    address: { host: HOST, port },
    hosts,
    createListener,
    async connectPasswordFirst(endpointName) {
      const socket = connect({ host: HOST, port, allowHalfOpen: true, noDelay: true });
      await once(socket, 'connect');
      const ownPort = socket.localPort ?? 0;
      context.passwordFirstClients.set(ownPort, endpointName);
      socket.on('error', () => {}).on('close', () => context.passwordFirstClients.delete(ownPort));
      return socket;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      hosts.removeAll();
      options.admission.stop();
      for (const client of clients) client.destroy();
      await closed;
    },
  };
}

function describeListenFailure(port: number, cause: unknown): Error {
  const problem: Record<string, string> = {
    EADDRINUSE: 'is in use. Stop the program that listens there, or choose another Postgres port (0 picks a free one)',
    EACCES: 'may not be used by this user. Choose a Postgres port above 1023 (0 picks a free one)',
  };
  const code = errorCode(cause) ?? '';
  return new Error(`Port ${port} on ${HOST} ${problem[code] ?? `cannot be used: ${messageOf(cause)}`}.`, { cause });
}
