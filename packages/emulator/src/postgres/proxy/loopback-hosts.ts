import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** An address outside the range for endpoints. */
const TRIED_HOST = '127.63.63.63';
const ANSWERS_WITHIN_MS = 1000;

/**
 * Returns whether clients can reach every address in 127.0.0.0/8. On Linux they can, except in some sandboxes and
 * network namespaces; on macOS and Windows they cannot.
 */
export function hasLoopbackHosts(): Promise<boolean> {
  return tryListening(0, (port) => answers(port));
}

/** Returns whether the port is free on unused addresses; only a program that listens on all addresses blocks it. */
export function canListen(port: number): Promise<boolean> {
  return tryListening(port, async () => true);
}

async function tryListening(port: number, check: (port: number) => Promise<boolean>): Promise<boolean> {
  const server = createServer((client) => client.destroy()).listen(port, TRIED_HOST);
  try {
    await once(server, 'listening');
    const address = server.address();
    return await check(typeof address === 'object' && address ? address.port : port);
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function answers(port: number): Promise<boolean> {
  const client = connect({ port, host: TRIED_HOST });
  try {
    await once(client, 'connect', { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    return true;
  } finally {
    client.destroy();
  }
}
