import { connect, type Socket } from 'node:net';
import type { DataPlaneEvents, EndpointUsage } from '../data-plane/index.ts';
import { type Branch, createQueue, netOptionsOf, type ServerAddress } from './cluster/index.ts';
import { errorCode, errorMessage } from './errors.ts';
import type { Backend } from './proxy/index.ts';

/** A server can be stopped between the answer that it runs and the connection to it; then it is started again. */
const CONNECT_ATTEMPTS = 3;

/** The compute of one endpoint: active while it holds its branch's server. */
export interface Endpoint {
  readonly branchId: string;
  /** The larger, the later it was used. */
  readonly lastUse: number;
  /** Active, without a client that is connected or waits to be. */
  readonly isUnused: boolean;
  start(): Promise<void>;
  /** Like `start`, and reports it. */
  wake(): Promise<void>;
  suspend(): Promise<void>;
  /** Whether it was suspended. */
  suspendIfIdle(): Promise<boolean>;
  /** Its server ended by itself: the next connection starts it again. */
  crashed(): void;
  /** Ends the connections, and keeps new ones waiting until `work` is done. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /** Suspends it for good. */
  close(): Promise<void>;
  /** Ends it without its server, which is about to go. */
  abandon(): void;
  readUsage(): EndpointUsage;
  /** A connection to the server, which is woken when needed; undefined when the endpoint was closed meanwhile. */
  connect(client: Socket): Promise<Backend | undefined>;
}

export interface EndpointOptions {
  readonly endpointId: string;
  readonly branchId: string;
  /** Throws when there is no such branch. */
  readonly branchOf: (branchId: string) => Branch;
  /** After how long without a connection it is suspended; undefined: never. */
  readonly idleSuspendMs: number | undefined;
  /** Counts the uses of all endpoints. */
  readonly nextUse: () => number;
  readonly events: DataPlaneEvents;
  readonly log: (line: string) => void;
}

export function createEndpoint(options: EndpointOptions): Endpoint {
  const { endpointId, branchId, branchOf, idleSuspendMs, nextUse, events, log } = options;
  /** Starting and suspending exclude one another. */
  const queue = createQueue();
  const connections = new Set<Socket>();
  /** Clients that wait for the server, and are not to be cut off by a suspension that began before they came. */
  let waiting = 0;
  let isOpen = true;
  let isActive = false;
  let ended = 0;
  let lastEndedMs = Number.NEGATIVE_INFINITY;
  let lastUse = 0;
  let idleTimer: NodeJS.Timeout | undefined;

  const isIdle = (): boolean => connections.size === 0 && waiting === 0;

  /** Undefined when the endpoint was closed meanwhile. */
  function activate(onWoken: () => void): Promise<ServerAddress | undefined> {
    return queue.run(async () => {
      if (!isOpen) return undefined;
      const wasActive = isActive;
      // Held also while active: a server that crashed is started again.
      const address = await branchOf(branchId).hold(endpointId);
      isActive = true;
      lastUse = nextUse();
      if (!wasActive) onWoken();
      return address;
    });
  }

  const wakeUp = (): Promise<ServerAddress | undefined> => activate(() => events.endpointStarted(endpointId));

  function disconnectAll(): void {
    isActive = false;
    for (const client of connections) client.destroySoon();
  }

  /** In the queue. */
  async function deactivate(): Promise<void> {
    clearTimeout(idleTimer);
    isActive = false;
    // First the server, if it is for this endpoint alone: it tells its clients why their sessions end.
    await branchOf(branchId).release(endpointId);
    disconnectAll();
  }

  /** A start that fails does not undo what was done meanwhile: the next connection tries again. */
  async function comeBack(): Promise<void> {
    try {
      await branchOf(branchId).hold(endpointId);
      isActive = true;
    } catch (error) {
      log(`Endpoint ${endpointId} did not start again: ${errorMessage(error)}`);
      events.endpointSuspended(endpointId);
    }
  }

  function suspendIfIdle(): Promise<boolean> {
    return queue.run(async () => {
      if (!isActive || !isIdle()) return false;
      await deactivate();
      events.endpointSuspended(endpointId);
      return true;
    });
  }

  function watchIdleness(): void {
    clearTimeout(idleTimer);
    if (idleSuspendMs === undefined || !isIdle()) return;
    idleTimer = setTimeout(() => {
      suspendIfIdle().catch((error: unknown) => {
        log(`Endpoint ${endpointId} was not suspended: ${errorMessage(error)}`);
      });
    }, idleSuspendMs).unref();
  }

  /** Meanwhile the endpoint is not idle. */
  async function whileWaiting<Value>(work: () => Promise<Value>): Promise<Value> {
    waiting += 1;
    clearTimeout(idleTimer);
    try {
      return await work();
    } finally {
      waiting -= 1;
    }
  }

  async function connectToServer(): Promise<Backend | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const address = await wakeUp();
      if (!address) return undefined;
      const socket = await openSocket(address);
      if (socket && isActive) return { socket, address: netOptionsOf(address) };
      // Suspended in between, while the server goes on for another endpoint.
      socket?.destroy();
      if (attempt === CONNECT_ATTEMPTS) throw new Error('it is being suspended');
    }
  }

  function addClient(client: Socket): void {
    if (client.destroyed) return;
    connections.add(client);
    client.once('close', () => {
      connections.delete(client);
      ended += 1;
      lastEndedMs = performance.now();
      lastUse = nextUse();
      watchIdleness();
    });
  }

  return {
    branchId,
    get lastUse() {
      return lastUse;
    },
    get isUnused() {
      return isActive && isIdle();
    },
    async start() {
      await activate(() => {});
      watchIdleness();
    },
    async wake() {
      await whileWaiting(wakeUp);
      watchIdleness();
    },
    suspend: () => queue.run(deactivate),
    suspendIfIdle,
    crashed() {
      if (!isActive) return;
      disconnectAll();
      log(`The Postgres of endpoint ${endpointId} ended by itself; the next connection starts it again.`);
      events.endpointSuspended(endpointId);
    },
    whileAway: (work) =>
      queue.run(async () => {
        const wasActive = isActive;
        try {
          await deactivate();
          await work();
        } finally {
          if (wasActive && isOpen) await comeBack();
        }
      }),
    async close() {
      isOpen = false;
      await queue.run(deactivate);
    },
    abandon() {
      isOpen = false;
      clearTimeout(idleTimer);
      disconnectAll();
    },
    readUsage: () => ({ isInUse: !isIdle(), ended, idleMs: performance.now() - lastEndedMs }),
    async connect(client) {
      const backend = await whileWaiting(connectToServer);
      addClient(client);
      watchIdleness();
      return backend;
    },
  };
}

/** Undefined when the server is being stopped. */
function openSocket(address: ServerAddress): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...netOptionsOf(address), allowHalfOpen: true, noDelay: true });
    const fail = (error: Error): void => {
      if (['ENOENT', 'ECONNREFUSED'].includes(errorCode(error) ?? '')) resolve(undefined);
      else reject(error);
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.off('error', fail);
      // Whatever breaks a connection also closes it, and closing is what is listened to.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
