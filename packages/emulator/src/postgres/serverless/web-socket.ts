import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { createLoginReader } from '../proxy/index.ts';
import { endpointOfHost, type TargetRules } from './find-target.ts';

export interface WebSocketRules extends TargetRules {
  /** A connection to the port of all endpoints for the driver, which sends its password in clear text unasked. */
  readonly connect: (endpointId: string | undefined) => Promise<Socket>;
}

export interface WebSocketDoor {
  /** Takes over a request for an upgrade (`GET /v2?address=host:port`): Postgres' own protocol follows in frames. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createWebSocketDoor(rules: WebSocketRules): WebSocketDoor {
  const server = new WebSocketServer({ noServer: true });
  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const client = createWebSocketStream(webSocket);
        const address = new URL(request.url ?? '/', 'http://localhost').searchParams.get('address') ?? '';
        const endpointId = endpointOfHost(address.replace(/:\d+$/, ''), rules.endpointAt);
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

/** A startup packet (10 kB at most) and a password. */
const LOGIN_BYTES = 64 << 10;

/**
 * Closes the connection of a client that sends more than a login before it is logged in: a WebSocket frame, which may
 * have 100 MB, is kept in memory until it is whole. `backend` is where the answer to the login comes from.
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
