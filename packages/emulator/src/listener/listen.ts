import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Server as SecureServer, ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { messageOf } from '@neon-api/ground';
import { badRequest, ConnectionLost, EmulatorStartError } from '../errors/index.ts';
import { chooseRequestId, errorResponse } from '../http/index.ts';
import { type Doors, type GuardedBy, guardDoors } from './guard-doors.ts';
import type { ServerTls } from './port-data-plane.ts';

export interface Listener {
  readonly port: number;
  /** Accepts no more requests, waits for running ones, and closes every connection. */
  close(): Promise<void>;
}

export interface ListenOptions extends GuardedBy {
  readonly doors: Doors;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Serves HTTPS with these certificates. */
  readonly tls?: ServerTls | undefined;
}

/** Serves the doors on a port, behind the guard. */
export async function listen({ doors, host, port, tls, ...guardedBy }: ListenOptions): Promise<Listener> {
  const { fetch, upgrade } = guardDoors(doors, guardedBy);
  const { random, log } = guardedBy;
  const listener = getRequestListener(
    async (request, env) => {
      const bindings = env as HttpBindings;
      try {
        return await fetch(request, bindings);
      } catch (error) {
        if (error instanceof ConnectionLost) return endConnection(error, bindings);
        throw error;
      }
    },
    {
      // Otherwise it replaces the global Request and Response in the user's whole process.
      overrideGlobalObjects: false,
      // Called if the input cannot become a Request, in which case `fetch` is not called.
      errorHandler(error) {
        const failed = { requestId: chooseRequestId(undefined, random), method: '', path: '' };
        return errorResponse(
          badRequest(`the target or the Host header is malformed: ${messageOf(error)}`),
          failed,
          log,
        );
      },
    },
  );
  const server = tls ? await createSecureServer(tls, listener) : createServer(listener);
  // The server does not track upgraded sockets, but waits for them when it closes.
  const upgraded = new Set<Duplex>();
  if (upgrade) {
    server.on('upgrade', (request, socket, head) => {
      upgraded.add(socket.on('close', () => upgraded.delete(socket)));
      upgrade(request, socket, head);
    });
  }
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new EmulatorStartError(describeListenError(error, host, port));
  }
  return { port: (server.address() as AddressInfo).port, close: () => close(server, upgraded) };
}

async function createSecureServer(
  { issueFallback, contextFor }: ServerTls,
  listener: RequestListener,
): Promise<SecureServer> {
  const https = await import('node:https');
  const options: ServerOptions = {
    ...issueFallback(),
    minVersion: 'TLSv1.2',
    SNICallback: (name, done) => done(null, contextFor(name.toLowerCase())),
  };
  return https.createServer(options, listener);
}

/** Sends the partial response, if any, and closes the connection. */
function endConnection({ partial }: ConnectionLost, { incoming, outgoing }: HttpBindings): Response {
  const { socket } = incoming;
  if (partial) {
    outgoing.writeHead(partial.status, partial.headers);
    outgoing.write(partial.bytes, () => socket.destroy());
  } else {
    socket.resetAndDestroy();
  }
  return RESPONSE_ALREADY_SENT;
}

const GRACE_MS = 2000;

async function close(server: Server | SecureServer, upgraded: ReadonlySet<Duplex>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  for (const socket of upgraded) socket.destroy();
  const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(force);
}

function describeListenError(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use. Choose another port, or 0 for any free one.`;
  if (code === 'EACCES')
    return `This user may not listen on port ${port} of ${host}. Choose a port above 1023, or 0 for any free one.`;
  return `Cannot listen on ${host}:${port}: ${messageOf(error)}`;
}
