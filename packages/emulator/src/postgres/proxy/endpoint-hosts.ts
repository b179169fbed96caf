import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';

const ATTEMPTS = 4;
/** What a client takes that is told a host and no port. */
export const POSTGRES_PORT = 5432;

/** Loopback addresses that belong to one endpoint each, so that a client can name it by nothing but the host. */
export interface EndpointHosts {
  add(endpointId: string): Promise<void>;
  remove(endpointId: string): void;
  removeAll(): void;
  /**
   * What to write for a host, with a port where it is not Postgres' own. Of an endpoint that is not open, what it will
   * be unless somebody else takes that. Undefined where the system has no more than one loopback address.
   */
  hostFor(endpointId: string): string | undefined;
  endpointAt(host: string): string | undefined;
}

/** The `attempt`th choice among 8 million addresses: the same in every run, far from those that others use. */
function chooseHost(endpointId: string, attempt: number): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(`${endpointId} ${attempt}`).digest();
  return `127.${64 + (a % 128)}.${b}.${1 + (c % 254)}`;
}

export interface EndpointHostsOptions {
  /** Where each address listens. */
  readonly ports: readonly number[];
  /** A server whose clients want this endpoint unless they say otherwise. */
  readonly createListener: (endpointId: string) => Server;
  /** Whether every address of 127.0.0.0/8 is reached. */
  readonly hasHosts: boolean;
}

export function createEndpointHosts(options: EndpointHostsOptions): EndpointHosts {
  const { ports, createListener, hasHosts } = options;
  const listeners = new Map<string, { readonly host: string; readonly servers: readonly Server[] }>();
  const coming = new Map<string, Promise<void>>();

  function remove(endpointId: string): void {
    void coming.get(endpointId)?.then(() => remove(endpointId));
    for (const server of listeners.get(endpointId)?.servers ?? []) server.close();
    listeners.delete(endpointId);
  }

  /** On every port, or not at all. */
  async function listenAt(host: string, endpointId: string): Promise<boolean> {
    const servers = ports.map(() => createListener(endpointId));
    const listening = servers.map((server, index) => {
      server.listen(ports[index], host).unref();
      return once(server, 'listening');
    });
    const isEverywhere = (await Promise.allSettled(listening)).every(({ status }) => status === 'fulfilled');
    if (isEverywhere) listeners.set(endpointId, { host, servers });
    else for (const server of servers) server.close();
    return isEverywhere;
  }

  /** When every choice is taken, by another endpoint or by a program that listens everywhere, the shared port remains. */
  async function listenSomewhere(endpointId: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await listenAt(chooseHost(endpointId, attempt), endpointId)) return;
    }
  }

  return {
    async add(endpointId) {
      if (!hasHosts || listeners.has(endpointId)) return;
      const adding = coming.get(endpointId) ?? listenSomewhere(endpointId);
      coming.set(endpointId, adding);
      await adding.finally(() => coming.delete(endpointId));
    },
    remove,
    removeAll() {
      for (const endpointId of [...listeners.keys()]) remove(endpointId);
    },
    hostFor(endpointId) {
      if (!hasHosts) return undefined;
      const host = listeners.get(endpointId)?.host ?? chooseHost(endpointId, 0);
      return ports.includes(POSTGRES_PORT) ? host : `${host}:${ports[0]}`;
    },
    endpointAt: (host) => [...listeners].find(([, listener]) => listener.host === host)?.[0],
  };
}
