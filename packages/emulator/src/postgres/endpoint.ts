import { connect, type Socket } from 'node:net';
import type { EndpointUsage } from '../data-plane/index.ts';
import { netOptionsOf, type ServerAddress } from './cluster/index.ts';
import { type Compute, type ComputeOptions, createCompute } from './compute.ts';
import { createEndpointClients } from './endpoint-clients.ts';
import { errorCode, errorMessage } from './errors.ts';
import type { Backend } from './proxy/index.ts';

/** A server can be stopped between the answer that it runs and the connection to it; then it is started again. */
const CONNECT_ATTEMPTS = 3;

/** One endpoint: its compute, and the clients that are connected to it. */
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

export interface EndpointOptions extends Pick<ComputeOptions, 'endpointId' | 'serverOf' | 'events' | 'log'> {
  readonly branchId: string;
  /** After how long without a connection it is suspended; undefined: never. */
  readonly idleSuspendMs: number | undefined;
  /** Counts the uses of all endpoints. */
  readonly nextUse: () => number;
}

export function createEndpoint(options: EndpointOptions): Endpoint {
  const { endpointId, branchId, idleSuspendMs, nextUse, log } = options;
  let lastUse = 0;
  const noteUse = (): void => {
    lastUse = nextUse();
  };
  const suspendIfIdle = (): Promise<boolean> => compute.suspendIf(() => clients.isIdle);
  const clients = createEndpointClients({
    idleSuspendMs,
    onIdle() {
      suspendIfIdle().catch((error: unknown) => {
        log(`Endpoint ${endpointId} was not suspended: ${errorMessage(error)}`);
      });
    },
    onDisconnect: noteUse,
  });
  const compute = createCompute({
    ...options,
    onActive: noteUse,
    onSuspend: clients.stopWatching,
    disconnectAll: clients.disconnectAll,
  });

  return {
    branchId,
    get lastUse() {
      return lastUse;
    },
    get isUnused() {
      return compute.isActive && clients.isIdle;
    },
    async start() {
      await compute.start();
      clients.watchIdleness();
    },
    async wake() {
      await clients.whileWaiting(compute.wake);
      clients.watchIdleness();
    },
    suspend: compute.suspend,
    suspendIfIdle,
    crashed: compute.crashed,
    whileAway: compute.whileAway,
    close: compute.close,
    abandon: compute.abandon,
    readUsage: clients.readUsage,
    async connect(client) {
      const backend = await clients.whileWaiting(() => connectTo(compute));
      clients.add(client);
      clients.watchIdleness();
      return backend;
    },
  };
}

async function connectTo(compute: Compute): Promise<Backend | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const address = await compute.wake();
    if (!address) return undefined;
    const socket = await openSocket(address);
    if (socket && compute.isActive) return { socket, address: netOptionsOf(address) };
    // Suspended in between, while the server goes on for another endpoint.
    socket?.destroy();
    if (attempt === CONNECT_ATTEMPTS) throw new Error('it is being suspended');
  }
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
