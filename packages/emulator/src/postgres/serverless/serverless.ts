import type { ServerlessDoor } from '../../data-plane/index.ts';
import { handleSql } from './handle-sql.ts';
import { createWebSocketDoor, type WebSocketRules } from './web-socket.ts';

export interface Serverless extends ServerlessDoor {
  close(): void;
}

/** Serves Neon's serverless driver over HTTP and WebSocket. */
export function createServerless(rules: WebSocketRules): Serverless {
  const webSocket = createWebSocketDoor(rules);
  return { fetch: (request) => handleSql(request, rules), upgrade: webSocket.upgrade, close: webSocket.close };
}
