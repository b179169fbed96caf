import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { forward } from '../world.ts';

/** A proxy that reports incoming requests and can hold back responses. */
export interface Gate {
  readonly origin: string;
  /** Resolves when the next request with that method and path arrives. */
  arrival(method: string, path: RegExp): Promise<void>;
  /** Like `arrival`, but the response to that request is never sent. */
  holdNext(method: string, path: RegExp): Promise<void>;
  stop(): Promise<void>;
}

interface Watch {
  readonly method: string;
  readonly path: RegExp;
  readonly holds: boolean;
  seen(): void;
}

export async function openGate(behind: string): Promise<Gate> {
  const watches = new Set<Watch>();
  const matching = ({ method, url = '' }: IncomingMessage): Watch | undefined =>
    [...watches].find((watch) => watch.method === method && watch.path.test(url));
  const watchFor = (method: string, path: RegExp, holds: boolean): Promise<void> =>
    new Promise((seen) => watches.add({ method, path, holds, seen }));
  const server = createServer((incoming, response) => {
    const watch = matching(incoming);
    if (watch) {
      watches.delete(watch);
      watch.seen();
    }
    forward(behind, incoming, response, watch?.holds);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrival: (method, path) => watchFor(method, path, false),
    holdNext: (method, path) => watchFor(method, path, true),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
