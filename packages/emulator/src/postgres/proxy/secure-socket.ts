import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Authority } from '../tls/index.ts';
import type { Secured } from './read-startup.ts';

const PROTOCOL = 'postgresql';

/** Performs the server side of a TLS handshake. */
export async function secureSocket(client: Socket, authority: Authority): Promise<Secured> {
  const socket = new TLSSocket(client, {
    isServer: true,
    // Clients that connect to an IP address send no host name, and verify the certificate for the address.
    secureContext: authority.contextFor(client.localAddress ?? 'localhost'),
    SNICallback: (name, done) => done(null, authority.contextFor(name.toLowerCase())),
    ALPNProtocols: [PROTOCOL],
  });
  // An error also closes the socket, and the close event is handled.
  socket.on('error', () => {});
  client.on('close', () => socket.destroy());
  await Promise.race([
    once(socket, 'secure'),
    once(socket, 'close').then(() => Promise.reject(new Error('the TLS handshake failed'))),
  ]);
  return { socket, serverName: readServerName(socket) };
}

/** Node sets `servername` on server sockets, but declares it only for client sockets. */
function readServerName(socket: TLSSocket): string | undefined {
  const { servername } = socket as { servername?: unknown };
  return typeof servername === 'string' ? servername.toLowerCase() : undefined;
}
