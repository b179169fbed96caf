import type { Socket } from 'node:net';
import type { EndpointUsage } from '../data-plane/index.ts';

/** The clients of one endpoint, both connected and waiting for its server. */
export interface EndpointClients {
  /** True if no client is connected or waiting. */
  readonly isIdle: boolean;
  /** Counts a client as waiting while `work` runs, so that the idle timer does not suspend the endpoint under it. */
  whileWaiting<Value>(work: () => Promise<Value>): Promise<Value>;
  add(client: Socket): void;
  /** Counts a transaction of the pooler as a connection until the returned function is called. */
  beginUse(): () => void;
  /** Restarts the idle timer, which calls `onIdle`. */
  watchIdleness(): void;
  stopWatching(): void;
  disconnectAll(): void;
  readUsage(): EndpointUsage;
}

export interface EndpointClientsOptions {
  /** In ms; undefined: never. */
  readonly idleSuspendMs: number | undefined;
  readonly onIdle: () => void;
  /** Called when a client has disconnected. */
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

  function noteEnd(): void {
    ended += 1;
    lastEndedMs = performance.now();
    onDisconnect();
    watchIdleness();
  }

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
        noteEnd();
      });
    },
    beginUse() {
      waiting += 1;
      clearTimeout(idleTimer);
      return () => {
        waiting -= 1;
        noteEnd();
      };
    },
    watchIdleness,
    stopWatching: () => clearTimeout(idleTimer),
    disconnectAll() {
      for (const client of connections) client.destroySoon();
    },
    readUsage: () => ({ isInUse: !isIdle(), ended, idleMs: performance.now() - lastEndedMs }),
  };
}
