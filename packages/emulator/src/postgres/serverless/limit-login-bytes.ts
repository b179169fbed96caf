import type { Duplex } from 'node:stream';
import { createLoginReader } from '../proxy/index.ts';

/** A startup packet (10 kB at most) and a password. */
const LOGIN_BYTES = 64 << 10;

/**
 * Closes the connection of a client that sends more than a login before it is logged in: a WebSocket frame, which may
 * have 100 MB, is kept in memory until it is whole. `backend` is where the answer to the login comes from.
 */
export function limitLoginBytes(client: Duplex, backend: Duplex): void {
  let received = 0;
  const countBytes = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > LOGIN_BYTES) client.destroy();
  };
  const reader = createLoginReader({ onJudged: () => client.off('data', countBytes), onKey() {} });
  const readLogin = (chunk: Buffer): void => {
    if (reader.read(chunk)) backend.off('data', readLogin);
  };
  client.on('data', countBytes);
  backend.on('data', readLogin);
}
