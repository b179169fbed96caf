import type { ServerlessDoor } from '../../data-plane/index.ts';
import { handleSql } from './handle-sql.ts';
import { createWebSocketDoor, type WebSocketRules } from './web-socket.ts';

export interface Serverless extends ServerlessDoor {
  close(): void;
}

/** What Neon's serverless driver talks to instead of the port: HTTP and WebSocket. */
export function createServerless(rules: WebSocketRules): Serverless {
  const webSocket = createWebSocketDoor(rules);
  return { fetch: (request) => handleSql(request, rules), upgrade: webSocket.upgrade, close: webSocket.close };
}
