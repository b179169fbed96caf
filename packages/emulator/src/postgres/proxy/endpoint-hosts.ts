import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:net';

const ATTEMPTS = 4;

/** Loopback addresses that belong to one endpoint each, so that a client can name it by nothing but the host. */
export interface EndpointHosts {
  add(endpointId: string): Promise<void>;
  remove(endpointId: string): void;
  removeAll(): void;
  /** Undefined when the endpoint is not open, or this system has no more than one loopback address. */
  hostFor(endpointId: string): string | undefined;
  endpointAt(host: string): string | undefined;
}

/** The `attempt`th choice among 8 million addresses: the same in every run, far from those that others use. */
function chooseHost(endpointId: string, attempt: number): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(`${endpointId} ${attempt}`).digest();
  return `127.${64 + (a % 128)}.${b}.${1 + (c % 254)}`;
}

export function createEndpointHosts(
  port: number,
  createListener: (endpointId: string) => Server,
  platform: NodeJS.Platform = process.platform,
): EndpointHosts {
  const listeners = new Map<string, { readonly host: string; readonly server: Server }>();

  function remove(endpointId: string): void {
    listeners.get(endpointId)?.server.close();
    listeners.delete(endpointId);
  }

  return {
    async add(endpointId) {
      // Only Linux answers for all of 127.0.0.0/8 without being told to.
      if (platform !== 'linux' || listeners.has(endpointId)) return;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const host = chooseHost(endpointId, attempt);
        const server = createListener(endpointId);
        server.listen(port, host).unref();
        // Taken: by another endpoint, or by somebody who listens everywhere. Then there is still the port of all.
        const isListening = await once(server, 'listening').then(
          () => true,
          () => false,
        );
        if (!isListening) continue;
        listeners.set(endpointId, { host, server });
        return;
      }
    },
    remove,
    removeAll() {
      for (const endpointId of [...listeners.keys()]) remove(endpointId);
    },
    hostFor: (endpointId) => listeners.get(endpointId)?.host,
    endpointAt: (host) => [...listeners].find(([, listener]) => listener.host === host)?.[0],
  };
}
