import type { Socket } from 'node:net';

/** How long a server may take to close a connection that has been ended. */
const CLOSE_WITHIN_MS = 5000;

/** Passes bytes both ways, at the pace of the slower side; an end is passed on as an end. */
export function joinSockets(client: Socket, backend: Socket): void {
  client.pipe(backend);
  backend.pipe(client);
  // Not destroyed at once: the server's last words (why it ended the session) are still on their way to the client.
  backend.on('close', () => client.destroySoon());
}

/** Undoes `joinSockets`, for last words of our own to the client. */
export function separateSockets(client: Socket, backend: Socket): void {
  client.unpipe(backend);
  backend.unpipe(client);
}

/**
 * Ends the connection to a server without a client, and leaves it to the server to close it: only then has Postgres a
 * connection to spare again.
 */
export function endBackend(backend: Socket): void {
  if (backend.destroyed) return;
  backend.unpipe();
  backend.resume().end();
  const timer = setTimeout(() => backend.destroy(), CLOSE_WITHIN_MS).unref();
  backend.once('close', () => clearTimeout(timer));
}
