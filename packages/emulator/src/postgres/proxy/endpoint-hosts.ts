import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { pooledNameOf } from '../../data-plane/index.ts';

const ATTEMPTS = 4;
/** The default port of Postgres clients. */
export const POSTGRES_PORT = 5432;

/**
 * Gives each endpoint a loopback address for each of its sides, so that the host is enough to name it. The name of a side
 * is the endpoint's id, for the pooled one with `-pooler`.
 */
export interface EndpointHosts {
  add(endpointId: string): Promise<void>;
  remove(endpointId: string): void;
  removeAll(): void;
  /**
   * Returns the host of a side, with a port unless it is 5432. For a closed endpoint, returns the host that it will get
   * if the address is still free. Undefined if the system has only one loopback address.
   */
  hostFor(name: string): string | undefined;
  /** Returns the name of the side that listens at this address. */
  endpointAt(host: string): string | undefined;
}

function sidesOf(endpointId: string): readonly string[] {
  return [endpointId, pooledNameOf(endpointId)];
}

/** Chooses one of 8 million addresses: the same in every run, and away from commonly used ones. */
function chooseHost(name: string, attempt: number): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(`${name} ${attempt}`).digest();
  return `127.${64 + (a % 128)}.${b}.${1 + (c % 254)}`;
}

export interface EndpointHostsOptions {
  /** Ports that each address listens on. */
  readonly ports: readonly number[];
  /** Creates a server whose clients get this side of an endpoint unless they name another one. */
  readonly createListener: (name: string) => Server;
  /** True if every address in 127.0.0.0/8 is reachable. */
  readonly hasHosts: boolean;
}

export function createEndpointHosts(options: EndpointHostsOptions): EndpointHosts {
  const { ports, createListener, hasHosts } = options;
  const listeners = new Map<string, { readonly host: string; readonly servers: readonly Server[] }>();
  const pending = new Map<string, Promise<void>>();

  function removeSide(name: string): void {
    void pending.get(name)?.then(() => removeSide(name));
    for (const server of listeners.get(name)?.servers ?? []) server.close();
    listeners.delete(name);
  }

  /** Listens on every port, or on none; returns whether it does. */
  async function listenAt(host: string, name: string): Promise<boolean> {
    const servers = ports.map(() => createListener(name));
    const listening = servers.map((server, index) => {
      server.listen(ports[index], host).unref();
      return once(server, 'listening');
    });
    const isEverywhere = (await Promise.allSettled(listening)).every(({ status }) => status === 'fulfilled');
    if (isEverywhere) listeners.set(name, { host, servers });
    else for (const server of servers) server.close();
    return isEverywhere;
  }

  /** Tries several addresses. If all are taken, the endpoint is reachable only through the shared port. */
  async function listenSomewhere(name: string): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await listenAt(chooseHost(name, attempt), name)) return;
    }
  }

  async function addSide(name: string): Promise<void> {
    if (listeners.has(name)) return;
    const adding = pending.get(name) ?? listenSomewhere(name);
    pending.set(name, adding);
    await adding.finally(() => pending.delete(name));
  }

  return {
    async add(endpointId) {
      if (hasHosts) await Promise.all(sidesOf(endpointId).map(addSide));
    },
    remove: (endpointId) => sidesOf(endpointId).forEach(removeSide),
    removeAll() {
      for (const name of [...listeners.keys()]) removeSide(name);
    },
    hostFor(name) {
      if (!hasHosts) return undefined;
      const host = listeners.get(name)?.host ?? chooseHost(name, 0);
      return ports.includes(POSTGRES_PORT) ? host : `${host}:${ports[0]}`;
    },
    endpointAt: (host) => [...listeners].find(([, listener]) => listener.host === host)?.[0],
  };
}
