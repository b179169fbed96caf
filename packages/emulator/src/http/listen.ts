import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { EmulatorStartError } from '../errors/index.ts';
import { messageOf } from '../support/index.ts';

export interface Listener {
  readonly port: number;
  /** Takes no more requests, lets those in hand end, and closes every connection. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

export async function listen({ fetch, host, port }: ListenOptions): Promise<Listener> {
  const server = createAdaptorServer({ fetch }) as Server;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new EmulatorStartError(describeListenError(error, host, port));
  }
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

const GRACE_MS = 2000;

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(force);
}

function describeListenError(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use. Choose another port, or 0 for any free one.`;
  if (code === 'EACCES')
    return `Port ${port} on ${host} needs more rights than this user has. Choose one above 1023, or 0.`;
  return `Cannot listen on ${host}:${port}: ${messageOf(error)}`;
}
