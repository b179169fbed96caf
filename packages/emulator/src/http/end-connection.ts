import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ConnectionLost } from '../errors/index.ts';

/** Sends what is to arrive, if anything, and ends the connection. */
export function endConnection({ partial }: ConnectionLost, { incoming, outgoing }: HttpBindings): Response {
  const { socket } = incoming;
  if (partial) {
    outgoing.writeHead(partial.status, partial.headers);
    outgoing.write(partial.bytes, () => socket.destroy());
  } else {
    socket.resetAndDestroy();
  }
  return RESPONSE_ALREADY_SENT;
}
