import type { ServerlessDoor } from '../../data-plane/index.ts';
import { handleSql } from './handle-sql.ts';
import type { WebSocketDoor, WebSocketRules } from './web-socket.ts';

export interface Serverless extends ServerlessDoor {
  close(): void;
}

/** Serves Neon's serverless driver over HTTP and WebSocket. */
export function createServerless(rules: WebSocketRules): Serverless {
  let webSocket: Promise<WebSocketDoor> | undefined;
  return {
    fetch: (request) => handleSql(request, rules),
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
