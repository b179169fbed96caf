import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator } from '@neon-api/emulator';
import type { SmokeTarget } from './check.ts';
import { createFaults } from './faults.ts';

/** The servers for the smoke program: an emulator and faults, behind one origin so that a page can use both. */
export interface World extends SmokeTarget {
  /** Handles requests whose path starts with `path`. */
  route(path: string, handler: RequestListener): void;
  stop(): Promise<void>;
}

/** Starts a new world without projects. */
export async function startWorld(): Promise<World> {
  const emulator = await startEmulator({ port: 0, postgres: 'off', log: () => undefined });
  const { origin: behind, pathname } = new URL(emulator.apiUrl);
  const routes = new Map<string, RequestListener>([
    [`${pathname}/`, (incoming, response) => forward(behind, incoming, response)],
    ['/faults/', createFaults()],
  ]);
  const server = createServer((incoming, response) => {
    const path = [...routes.keys()].find((start) => incoming.url?.startsWith(start));
    if (path !== undefined) return routes.get(path)?.(incoming, response);
    response.writeHead(404).end();
  });
  return {
    origin: await listen(server),
    apiKey: emulator.apiKey,
    orgId: emulator.orgId,
    route: (path, handler) => void routes.set(path, handler),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.stop();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Forwards a request and its response. With `holds`, the request is executed but never answered. */
export function forward(origin: string, incoming: IncomingMessage, response: ServerResponse, holds = false): void {
  const headers = { ...incoming.headers, host: new URL(origin).host };
  const outgoing = request(`${origin}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
    if (holds) return void answer.resume();
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}
