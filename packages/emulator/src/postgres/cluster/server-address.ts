import { createServer, type NetConnectOpts } from 'node:net';
import { join } from 'node:path';

/** As libpq has it: a host that is a folder means the Unix socket in it that is named after the port. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

const LAST_PORT = 65_535;

/** Gives each server an address of its own: a number in the socket folder, or a free loopback port without one. */
export function createAddressBook(socketDir: string | undefined): () => Promise<ServerAddress> {
  let last = 0;
  return async () => {
    if (socketDir === undefined) return { host: '127.0.0.1', port: await findFreePort() };
    last = (last % LAST_PORT) + 1;
    return { host: socketDir, port: last };
  };
}

export function netOptionsOf({ host, port }: ServerAddress): NetConnectOpts {
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port };
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
