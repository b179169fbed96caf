import { connect, type Socket } from 'node:net';
import { messageOf } from '@neon-api/ground';
import type { EndpointUsage } from '../data-plane/index.ts';
import { netOptionsOf, type ServerAddress } from './cluster/index.ts';
import { type Compute, type ComputeOptions, createCompute } from './compute.ts';
import { createEndpointClients } from './endpoint-clients.ts';
import { errorCode } from './errors.ts';
import type { Backend } from './proxy/index.ts';

/** Retries, because a server can stop between its start and the connection to it. */
const CONNECT_ATTEMPTS = 3;

/** One endpoint: its compute and its clients. */
export interface Endpoint {
  readonly branchId: string;
  /** Sequence number of the last use; larger is later. */
  readonly lastUse: number;
  /** True if it is active, but no client is connected or waiting. */
  readonly isUnused: boolean;
  start(): Promise<void>;
  /** Starts the server and emits `endpointStarted`. */
  wake(): Promise<void>;
  suspend(): Promise<void>;
  /** Resolves to whether it suspended. */
  suspendIfIdle(): Promise<boolean>;
  /** Call it when the server crashed; the next connection starts it again. */
  crashed(): void;
  /** Closes the connections, and keeps new ones waiting while `work` runs. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /** Suspends it permanently. */
  close(): Promise<void>;
  /** Closes it without stopping its server, which is about to be removed. */
  abandon(): void;
  readUsage(): EndpointUsage;
  /** Connects to the server, and wakes it if needed; undefined if the endpoint was closed. */
  connect(client: Socket): Promise<Backend | undefined>;
  /** Connects for the pooler; the connection does not keep the endpoint active. */
  connectPooled(): Promise<Backend | undefined>;
  /** Counts a transaction of the pooler as use until the returned function is called. */
  beginUse(): () => void;
}

export interface EndpointOptions
  extends Pick<ComputeOptions, 'endpointId' | 'serverOf' | 'ownPortOf' | 'events' | 'log'> {
  readonly branchId: string;
  /** Suspends the endpoint after this time without connections, in ms; undefined: never. */
  readonly idleSuspendMs: number | undefined;
  /** Called when the sessions of an endpoint must end. */
  readonly onDisconnect: (endpointId: string) => void;
  /** Returns the next sequence number for `lastUse`. */
  readonly nextUse: () => number;
}

export function createEndpoint(options: EndpointOptions): Endpoint {
  const { endpointId, branchId, idleSuspendMs, nextUse, log } = options;
  let lastUse = 0;
  const noteUse = (): void => {
    lastUse = nextUse();
  };
  /** The clients of a server that itself listens are unknown. */
  const isIdle = (): boolean => clients.isIdle && options.ownPortOf === undefined;
  const suspendIfIdle = (): Promise<boolean> => compute.suspendIf(isIdle);
  const clients = createEndpointClients({
    idleSuspendMs,
    onIdle() {
      suspendIfIdle().catch((error: unknown) => {
        log(`Endpoint ${endpointId} was not suspended: ${messageOf(error)}`);
      });
    },
    onDisconnect: noteUse,
  });
  const compute = createCompute({
    ...options,
    onActive: noteUse,
    onSuspend: clients.stopWatching,
    disconnectAll() {
      clients.disconnectAll();
      options.onDisconnect(endpointId);
    },
  });

  return {
    branchId,
    get lastUse() {
      return lastUse;
    },
    get isUnused() {
      return compute.isActive && isIdle();
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
    readUsage: () => ({ ...clients.readUsage(), isInUse: !isIdle() }),
    async connect(client) {
      const backend = await clients.whileWaiting(() => connectTo(compute));
      clients.add(client);
      clients.watchIdleness();
      return backend;
    },
    async connectPooled() {
      const backend = await clients.whileWaiting(() => connectTo(compute));
      clients.watchIdleness();
      return backend;
    },
    beginUse: clients.beginUse,
  };
}

async function connectTo(compute: Compute): Promise<Backend | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const address = await compute.wake();
    if (!address) return undefined;
    const socket = await openSocket(address);
    if (socket && compute.isActive) return { socket, address: netOptionsOf(address) };
    // The endpoint was suspended, but another endpoint keeps the server running.
    socket?.destroy();
    if (attempt === CONNECT_ATTEMPTS) throw new Error('it is being suspended');
  }
}

/** Returns undefined if the server is stopping. */
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
      // An error also closes the socket, and the close event is handled.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
