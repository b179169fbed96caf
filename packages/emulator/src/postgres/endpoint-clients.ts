import type { Socket } from 'node:net';
import type { EndpointUsage } from '../data-plane/index.ts';

/** The clients of one endpoint: those that are connected, and those that wait for its server. */
export interface EndpointClients {
  /** Whether there are none. */
  readonly isIdle: boolean;
  /** Until `work` is done a client waits, so that no suspension that began before it came cuts it off. */
  whileWaiting<Value>(work: () => Promise<Value>): Promise<Value>;
  add(client: Socket): void;
  /** Calls `onIdle` once the endpoint has been idle for its time, counted from now. */
  watchIdleness(): void;
  stopWatching(): void;
  disconnectAll(): void;
  readUsage(): EndpointUsage;
}

export interface EndpointClientsOptions {
  /** Undefined: never. */
  readonly idleSuspendMs: number | undefined;
  readonly onIdle: () => void;
  /** A client has disconnected. */
  readonly onDisconnect: () => void;
}

export function createEndpointClients({
  idleSuspendMs,
  onIdle,
  onDisconnect,
}: EndpointClientsOptions): EndpointClients {
  const connections = new Set<Socket>();
  let waiting = 0;
  let ended = 0;
  let lastEndedMs = Number.NEGATIVE_INFINITY;
  let idleTimer: NodeJS.Timeout | undefined;

  const isIdle = (): boolean => connections.size === 0 && waiting === 0;

  function watchIdleness(): void {
    clearTimeout(idleTimer);
    if (idleSuspendMs === undefined || !isIdle()) return;
    idleTimer = setTimeout(onIdle, idleSuspendMs).unref();
  }

  return {
    get isIdle() {
      return isIdle();
    },
    async whileWaiting(work) {
      waiting += 1;
      clearTimeout(idleTimer);
      try {
        return await work();
      } finally {
        waiting -= 1;
      }
    },
    add(client) {
      if (client.destroyed) return;
      connections.add(client);
      client.once('close', () => {
        connections.delete(client);
        ended += 1;
        lastEndedMs = performance.now();
        onDisconnect();
        watchIdleness();
      });
    },
    watchIdleness,
    stopWatching: () => clearTimeout(idleTimer),
    disconnectAll() {
      for (const client of connections) client.destroySoon();
    },
    readUsage: () => ({ isInUse: !isIdle(), ended, idleMs: performance.now() - lastEndedMs }),
  };
}
