import { connect, type Socket } from 'node:net';
import type { DataPlaneEvents } from '../data-plane/index.ts';
import { type Branch, createQueue, netOptionsOf, type Queue, type ServerAddress } from './cluster/index.ts';
import { errorCode, errorMessage } from './errors.ts';
import type { Backend } from './proxy/index.ts';

/** A server can be stopped between the answer that it runs and the connection to it; then it is started again. */
const CONNECT_ATTEMPTS = 3;

interface Endpoint {
  readonly endpointId: string;
  readonly branchId: string;
  /** Starting and suspending exclude one another. */
  readonly queue: Queue;
  readonly connections: Set<Socket>;
  /** Clients that wait for the server, and are not to be cut off by a suspension that began before they came. */
  waiting: number;
  isActive: boolean;
  /** The larger, the later it was used. */
  lastUse: number;
  wasUsed: boolean;
  idleTimer?: NodeJS.Timeout;
}

export interface Endpoints {
  open(endpoint: { readonly endpointId: string; readonly branchId: string }): Promise<void>;
  close(endpointId: string): Promise<void>;
  start(endpointId: string): Promise<void>;
  /** Nothing when the endpoint is not open. */
  suspend(endpointId: string): Promise<void>;
  /** Suspends the endpoint that has gone unused for longest, to make room for another; whether there was one. */
  suspendLongestIdle(): Promise<boolean>;
  /** Their server ended by itself: they are idle until the next connection starts it again. */
  crashed(endpointIds: readonly string[]): void;
  /** Ends and forgets every endpoint of a branch that is about to go; returns their ids. */
  closeAllOf(branchId: string): Promise<string[]>;
  /** Ends the connections of a branch's endpoints, and keeps new ones waiting until `work` is done. */
  whileAway(branchId: string, work: () => Promise<void>): Promise<void>;
  /** Whether a client is connected or waits to be, or was so since this was asked last. */
  isInUse(endpointId: string): boolean;
  /** Where it is open. */
  branchIdOf(endpointId: string): string | undefined;
  /** Starts the endpoint's server unless it runs; nothing when the endpoint is not open. */
  wake(endpointId: string): Promise<void>;
  /** A connection to the endpoint's server, which is woken when needed; undefined when there is no such endpoint. */
  connect(endpointId: string, client: Socket): Promise<Backend | undefined>;
}

export interface EndpointsOptions {
  /** Throws when there is no such branch. */
  readonly branchOf: (branchId: string) => Branch;
  /** Suspends an endpoint that has had no connection for so long; undefined: never. */
  readonly idleSuspendMs: number | undefined;
  readonly events: DataPlaneEvents;
  readonly log: (line: string) => void;
}

export function createEndpoints({ branchOf, idleSuspendMs, events, log }: EndpointsOptions): Endpoints {
  const endpoints = new Map<string, Endpoint>();
  let uses = 0;

  function find(endpointId: string): Endpoint {
    const endpoint = endpoints.get(endpointId);
    if (endpoint) return endpoint;
    throw new Error(`Endpoint ${endpointId} is not open; open it on a branch first.`);
  }

  const isOpen = (endpoint: Endpoint): boolean => endpoints.get(endpoint.endpointId) === endpoint;

  /** Undefined when the endpoint was closed meanwhile. */
  function activate(endpoint: Endpoint, onWoken: () => void): Promise<ServerAddress | undefined> {
    return endpoint.queue.run(async () => {
      if (!isOpen(endpoint)) return undefined;
      const wasActive = endpoint.isActive;
      // Held also while active: a server that crashed is started again.
      const address = await branchOf(endpoint.branchId).hold(endpoint.endpointId);
      endpoint.isActive = true;
      noteUse(endpoint);
      if (!wasActive) onWoken();
      return address;
    });
  }

  function noteUse(endpoint: Endpoint): void {
    uses += 1;
    endpoint.lastUse = uses;
  }

  const isIdle = ({ connections, waiting }: Endpoint): boolean => connections.size === 0 && waiting === 0;

  function deactivate(endpoint: Endpoint): Promise<void> {
    return endpoint.queue.run(() => deactivateNow(endpoint));
  }

  async function deactivateNow(endpoint: Endpoint): Promise<void> {
    clearTimeout(endpoint.idleTimer);
    endpoint.isActive = false;
    // First the server, if it is for this endpoint alone: it tells its clients why their sessions end.
    await branchOf(endpoint.branchId).release(endpoint.endpointId);
    for (const client of endpoint.connections) client.destroySoon();
  }

  function whileOneAway(endpoint: Endpoint, work: () => Promise<void>): Promise<void> {
    return endpoint.queue.run(async () => {
      const wasActive = endpoint.isActive;
      try {
        await deactivateNow(endpoint);
        await work();
      } finally {
        if (wasActive && isOpen(endpoint)) await comeBack(endpoint);
      }
    });
  }

  /** A start that fails does not undo what was done meanwhile: the next connection tries again. */
  async function comeBack(endpoint: Endpoint): Promise<void> {
    try {
      await branchOf(endpoint.branchId).hold(endpoint.endpointId);
      endpoint.isActive = true;
    } catch (error) {
      log(`Endpoint ${endpoint.endpointId} did not start again: ${errorMessage(error)}`);
      events.endpointSuspended(endpoint.endpointId);
    }
  }

  function suspendIfIdle(endpoint: Endpoint): Promise<boolean> {
    return endpoint.queue.run(async () => {
      if (!endpoint.isActive || !isIdle(endpoint)) return false;
      await deactivateNow(endpoint);
      events.endpointSuspended(endpoint.endpointId);
      return true;
    });
  }

  async function suspendLongestIdle(): Promise<boolean> {
    const idle = [...endpoints.values()].filter((endpoint) => endpoint.isActive && isIdle(endpoint));
    for (const endpoint of idle.sort((one, other) => one.lastUse - other.lastUse)) {
      if (!(await suspendIfIdle(endpoint))) continue;
      log(`Endpoint ${endpoint.endpointId} was suspended: the system allows no more Postgres servers at once.`);
      return true;
    }
    return false;
  }

  function watchIdleness(endpoint: Endpoint): void {
    clearTimeout(endpoint.idleTimer);
    if (idleSuspendMs === undefined || !isIdle(endpoint)) return;
    endpoint.idleTimer = setTimeout(() => {
      suspendIfIdle(endpoint).catch((error: unknown) => {
        log(`Endpoint ${endpoint.endpointId} was not suspended: ${errorMessage(error)}`);
      });
    }, idleSuspendMs).unref();
  }

  async function close(endpointId: string): Promise<void> {
    const endpoint = endpoints.get(endpointId);
    if (!endpoint) return;
    endpoints.delete(endpointId);
    await deactivate(endpoint);
  }

  const wakeUp = (endpoint: Endpoint): Promise<ServerAddress | undefined> =>
    activate(endpoint, () => events.endpointStarted(endpoint.endpointId));

  /** Meanwhile the endpoint is not idle. */
  async function whileWaiting<Value>(endpoint: Endpoint, work: () => Promise<Value>): Promise<Value> {
    endpoint.waiting += 1;
    clearTimeout(endpoint.idleTimer);
    try {
      return await work();
    } finally {
      endpoint.waiting -= 1;
    }
  }

  async function connectTo(endpoint: Endpoint): Promise<Backend | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const address = await wakeUp(endpoint);
      if (!address) return undefined;
      const options = netOptionsOf(address);
      try {
        const socket = await openSocket(options);
        if (endpoint.isActive) return { socket, address: options };
        // Suspended in between, while the server goes on for another endpoint.
        socket.destroy();
      } catch (error) {
        if (!['ENOENT', 'ECONNREFUSED'].includes(errorCode(error) ?? '')) throw error;
      }
      if (attempt === CONNECT_ATTEMPTS) throw new Error('it is being suspended');
    }
  }

  return {
    async open({ endpointId, branchId }) {
      if (endpoints.get(endpointId)?.branchId === branchId) return;
      branchOf(branchId);
      await close(endpointId);
      const connections = new Set<Socket>();
      endpoints.set(endpointId, {
        endpointId,
        branchId,
        queue: createQueue(),
        connections,
        waiting: 0,
        isActive: false,
        lastUse: 0,
        wasUsed: false,
      });
    },
    close,
    async start(endpointId) {
      const endpoint = find(endpointId);
      await activate(endpoint, () => {});
      watchIdleness(endpoint);
    },
    async suspend(endpointId) {
      // Not open: nothing runs for it, as when an emulator ended in the middle of deleting its branch.
      const endpoint = endpoints.get(endpointId);
      if (endpoint) await deactivate(endpoint);
    },
    suspendLongestIdle,
    crashed(endpointIds) {
      for (const endpointId of endpointIds) {
        const endpoint = endpoints.get(endpointId);
        if (!endpoint?.isActive) continue;
        endpoint.isActive = false;
        for (const client of endpoint.connections) client.destroySoon();
        log(`The Postgres of endpoint ${endpointId} ended by itself; the next connection starts it again.`);
        events.endpointSuspended(endpointId);
      }
    },
    async closeAllOf(branchId) {
      const ofBranch = [...endpoints.values()].filter((endpoint) => endpoint.branchId === branchId);
      for (const endpoint of ofBranch) {
        endpoints.delete(endpoint.endpointId);
        clearTimeout(endpoint.idleTimer);
        endpoint.isActive = false;
        for (const client of endpoint.connections) client.destroySoon();
      }
      return ofBranch.map(({ endpointId }) => endpointId);
    },
    async whileAway(branchId, work) {
      const [first, ...others] = [...endpoints.values()].filter((endpoint) => endpoint.branchId === branchId);
      if (!first) return work();
      await others.reduce<() => Promise<void>>(
        (inner, endpoint) => () => whileOneAway(endpoint, inner),
        () => whileOneAway(first, work),
      )();
    },
    isInUse(endpointId) {
      const endpoint = endpoints.get(endpointId);
      if (!endpoint) return false;
      const wasUsed = endpoint.wasUsed;
      endpoint.wasUsed = false;
      return wasUsed || !isIdle(endpoint);
    },
    branchIdOf: (endpointId) => endpoints.get(endpointId)?.branchId,
    async wake(endpointId) {
      const endpoint = endpoints.get(endpointId);
      if (!endpoint) return;
      await whileWaiting(endpoint, () => wakeUp(endpoint));
      watchIdleness(endpoint);
    },
    async connect(endpointId, client) {
      const endpoint = endpoints.get(endpointId);
      if (!endpoint) return undefined;
      const backend = await whileWaiting(endpoint, () => connectTo(endpoint));
      if (!client.destroyed) {
        endpoint.connections.add(client);
        client.once('close', () => {
          endpoint.connections.delete(client);
          endpoint.wasUsed = true;
          noteUse(endpoint);
          watchIdleness(endpoint);
        });
      }
      watchIdleness(endpoint);
      return backend;
    },
  };
}

function openSocket(options: ReturnType<typeof netOptionsOf>): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...options, allowHalfOpen: true, noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      // Whatever breaks a connection also closes it, and closing is what is listened to.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
