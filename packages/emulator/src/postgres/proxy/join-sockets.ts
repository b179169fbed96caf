import type { Socket } from 'node:net';

/**
 * Passes bytes both ways, at the pace of the slower side; an end is passed on as an end, and what breaks one side
 * takes the other along.
 */
export function joinSockets(client: Socket, backend: Socket): void {
  client.pipe(backend);
  backend.pipe(client);
  client.on('close', () => backend.destroy());
  // Not destroyed at once: the server's last words (why it ended the session) are still on their way to the client.
  backend.on('close', () => client.destroySoon());
}
