import type { PortServerlessDoor } from '../../listener/index.ts';
import { handleSql } from '../../sql-over-http/index.ts';
import { createSessions } from './sql-session.ts';
import type { WebSocketDoor, WebSocketRules } from './web-socket.ts';

export interface Serverless extends PortServerlessDoor {
  close(): void;
}

/** Serves Neon's serverless driver over HTTP and WebSocket. */
export function createServerless(rules: WebSocketRules): Serverless {
  const server = { endpointAt: rules.endpointAt, withSession: createSessions(rules.address) };
  let webSocket: Promise<WebSocketDoor> | undefined;
  return {
    fetch: (request) => handleSql(request, server),
    upgrade(request, socket, head) {
      // Imported for the first client, because `ws` is a large part of the start.
      webSocket ??= import('./web-socket.ts').then(({ createWebSocketDoor }) => createWebSocketDoor(rules));
      webSocket.then(
        (door) => door.upgrade(request, socket, head),
        () => socket.destroy(),
      );
    },
    close: () => void webSocket?.then((door) => door.close()),
  };
}
