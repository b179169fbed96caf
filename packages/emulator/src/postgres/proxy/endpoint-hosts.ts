import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';

const ATTEMPTS = 4;
/** The default port of Postgres clients. */
export const POSTGRES_PORT = 5432;

/** Gives each endpoint its own loopback address, so that the host is enough to name the endpoint. */
export interface EndpointHosts {
  add(endpointId: string): Promise<void>;
  remove(endpointId: string): void;
  removeAll(): void;
  /**
   * Returns the host of an endpoint, with a port unless it is 5432. For a closed endpoint, returns the host that it
   * will get if the address is still free. Undefined if the system has only one loopback address.
   */
  hostFor(endpointId: string): string | undefined;
  endpointAt(host: string): string | undefined;
}

/** Chooses one of 8 million addresses: the same in every run, and away from commonly used ones. */
function chooseHost(endpointId: string, attempt: number): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(`${endpointId} ${attempt}`).digest();
  return `127.${64 + (a % 128)}.${b}.${1 + (c % 254)}`;
}

export interface EndpointHostsOptions {
  /** Ports that each address listens on. */
  readonly ports: readonly number[];
  /** Creates a server whose clients get this endpoint unless they name another one. */
  readonly createListener: (endpointId: string) => Server;
  /** True if every address in 127.0.0.0/8 is reachable. */
  readonly hasHosts: boolean;
}

export function createEndpointHosts(options: EndpointHostsOptions): EndpointHosts {
  const { ports, createListener, hasHosts } = options;
  const listeners = new Map<string, { readonly host: string; readonly servers: readonly Server[] }>();
  const pending = new Map<string, Promise<void>>();

  function remove(endpointId: string): void {
    void pending.get(endpointId)?.then(() => remove(endpointId));
    for (const server of listeners.get(endpointId)?.servers ?? []) server.close();
    listeners.delete(endpointId);
  }

  /** Listens on every port, or on none; returns whether it does. */
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

  /** Tries several addresses. If all are taken, the endpoint is reachable only through the shared port. */
  async function listenSomewhere(endpointId: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await listenAt(chooseHost(endpointId, attempt), endpointId)) return;
    }
  }

  return {
    async add(endpointId) {
      if (!hasHosts || listeners.has(endpointId)) return;
      const adding = pending.get(endpointId) ?? listenSomewhere(endpointId);
      pending.set(endpointId, adding);
      await adding.finally(() => pending.delete(endpointId));
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
