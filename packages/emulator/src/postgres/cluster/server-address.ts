import { createServer, type NetConnectOpts } from 'node:net';
import { join } from 'node:path';

/** An address in libpq's form: if the host is a folder, the port names a Unix socket in it. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Below the ports of endpoints, which also name sockets if Postgres itself listens there. */
const LAST_NUMBER = 19_999;

/** Assigns each server its own address: a socket in the folder, or a free loopback port without a folder. */
export function createAddressBook(socketDir: string | undefined): () => Promise<ServerAddress> {
  let last = 0;
  return async () => {
    if (socketDir === undefined) return { host: '127.0.0.1', port: await findFreePort() };
    last = (last % LAST_NUMBER) + 1;
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
