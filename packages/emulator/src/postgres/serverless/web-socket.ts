import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { endpointOfHost, type SqlServer } from '../../sql-over-http/index.ts';
import { createLoginReader } from '../proxy/index.ts';

export interface WebSocketRules extends Pick<SqlServer, 'endpointAt'> {
  /** The port of all endpoints. */
  readonly address: { readonly host: string; readonly port: number };
  /** Opens a connection to the proxy for the driver, which sends its clear-text password unasked. */
  readonly connect: (endpointId: string | undefined) => Promise<Socket>;
}

export interface WebSocketDoor {
  /**
   * Handles an upgrade request: `GET /v2?address=HOST:PORT`, or `GET /v2` on the endpoint's host. The Postgres protocol
   * follows in frames.
   */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createWebSocketDoor(rules: WebSocketRules): WebSocketDoor {
  const server = new WebSocketServer({ noServer: true });
  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const client = createWebSocketStream(webSocket);
        const endpointId = endpointOfHost(addressOf(request), rules.endpointAt);
        rules.connect(endpointId).then(
          (backend) => {
            limitLoginBytes(socket, backend);
            pipeline(client, backend, () => backend.destroy());
            pipeline(backend, client, () => webSocket.close());
          },
          () => webSocket.close(),
        );
        client.on('error', () => {});
      });
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** The driver's default URL is `wss://HOST/v2`, so only the Host header has the host unless `wsProxy` adds `address`. */
function addressOf({ url = '/', headers }: IncomingMessage): Pick<URL, 'hostname' | 'port'> {
  const address = new URL(url, 'http://localhost').searchParams.get('address') ?? headers.host ?? '';
  const [, hostname = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  return { hostname, port };
}

/** Enough for a startup packet (at most 10 kB) and a password. */
const LOGIN_BYTES = 64 << 10;

/**
 * Closes the connection of a client that sends more than a login before it is logged in, because a WebSocket frame of
 * up to 100 MB is buffered until it is complete. `backend` receives the server's answer to the login.
 */
function limitLoginBytes(client: Duplex, backend: Duplex): void {
  let received = 0;
  const countBytes = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > LOGIN_BYTES) client.destroy();
  };
  const reader = createLoginReader({ onJudged: () => client.off('data', countBytes), onKey() {} });
  const readLogin = (chunk: Buffer): void => {
    if (reader.read(chunk)) backend.off('data', readLogin);
  };
  client.on('data', countBytes);
  backend.on('data', readLogin);
}
