import type { Socket } from 'node:net';

/** How long a client may take to read the last message. */
const CLOSE_AFTER_MS = 1000;

/** Sends a client a last message, and closes the connection. */
export function endClient(client: Socket, lastMessage?: Buffer): void {
  if (client.destroyed || client.writableEnded) return;
  // Keeps reading: closing a socket with unread bytes resets it, and the client would lose the message.
  if (lastMessage) client.write(lastMessage);
  client.resume().end();
  const timer = setTimeout(() => client.destroy(), CLOSE_AFTER_MS);
  client.on('end', () => client.destroySoon()).on('close', () => clearTimeout(timer));
}
