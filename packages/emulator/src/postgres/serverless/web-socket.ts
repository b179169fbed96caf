import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { endpointOfHost, type TargetRules } from './find-target.ts';
import { limitLoginBytes } from './limit-login-bytes.ts';

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
