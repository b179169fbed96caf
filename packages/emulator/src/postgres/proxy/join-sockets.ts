import type { Socket } from 'node:net';

/** How long a server may take to close a connection after the client side ended. */
const CLOSE_WITHIN_MS = 5000;

/** Forwards bytes both ways with backpressure; forwards an end as an end. */
export function joinSockets(client: Socket, backend: Socket): void {
  client.pipe(backend);
  backend.pipe(client);
  // Not `destroy`: the server's last message (why it ended the session) may not have reached the client yet.
  backend.on('close', () => client.destroySoon());
}

/** Undoes `joinSockets`, so that the proxy can send the client a last message. */
export function separateSockets(client: Socket, backend: Socket): void {
  client.unpipe(backend);
  backend.unpipe(client);
}

/**
 * Ends a connection without a client, and lets the server close it: only then is the connection free in Postgres.
 */
export function endBackend(backend: Socket): void {
  if (backend.destroyed) return;
  backend.unpipe();
  backend.resume().end();
  const timer = setTimeout(() => backend.destroy(), CLOSE_WITHIN_MS).unref();
  backend.once('close', () => clearTimeout(timer));
}
