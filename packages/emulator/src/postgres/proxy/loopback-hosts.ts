import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** An address that belongs to no endpoint. */
const TRIED_HOST = '127.63.63.63';
const ANSWERS_WITHIN_MS = 1000;

/**
 * Whether a client reaches a server on every address of 127.0.0.0/8. Linux has that unless its loopback interface was
 * set up otherwise, as in some sandboxes and network namespaces; macOS and Windows do not.
 */
export function hasLoopbackHosts(): Promise<boolean> {
  return tryListening(0, (port) => answers(port));
}

/** On an address that nobody else uses: only one who listens everywhere is in the way. */
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
