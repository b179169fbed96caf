import { once } from 'node:events';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Authority } from '../tls/index.ts';
import type { Secured } from './read-startup.ts';

const PROTOCOL = 'postgresql';

/** The server's side of a TLS handshake. */
export async function secureSocket(client: Socket, authority: Authority): Promise<Secured> {
  const socket = new TLSSocket(client, {
    isServer: true,
    // Clients that connect to an address name no host, and check the certificate for the address.
    secureContext: authority.contextFor(client.localAddress ?? 'localhost'),
    SNICallback: (name, done) => done(null, authority.contextFor(name.toLowerCase())),
    ALPNProtocols: [PROTOCOL],
  });
  // Whatever breaks a connection also closes it, and closing is what is listened to.
  socket.on('error', () => {});
  client.on('close', () => socket.destroy());
  await Promise.race([
    once(socket, 'secure'),
    once(socket, 'close').then(() => Promise.reject(new Error('the TLS handshake did not end well'))),
  ]);
  return { socket, serverName: readServerName(socket) };
}

/** Node sets it on the socket of a server; its types know of it on a client's alone. */
function readServerName(socket: TLSSocket): string | undefined {
  const { servername } = socket as { servername?: unknown };
  return typeof servername === 'string' ? servername.toLowerCase() : undefined;
}
