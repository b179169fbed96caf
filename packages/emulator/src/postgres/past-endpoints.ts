import type { DataPoint } from '../data-plane/index.ts';
import type { Standby } from './cluster/index.ts';
import { createEndpoint, type Endpoint, type EndpointOptions } from './endpoint.ts';

/** A point with sessions has a copy of the data and a server. */
const MOST_POINTS = 4;
/** How long the copy of a point without sessions is kept. */
const KEPT_MS = 30_000;

/** Endpoints at points in the past of a branch, for sessions with `neon_lsn` or `neon_timestamp`. */
export interface PastEndpoints {
  /** Calls `work` with the branch's endpoint at this point. Throws if too many points are in use. */
  use<Value>(branchId: string, point: DataPoint, work: (endpoint: Endpoint) => Promise<Value>): Promise<Value>;
  /** Call it when a server crashed. */
  crashed(holders: readonly string[]): void;
  closeAllOf(branchId: string): Promise<void>;
  closeAll(): Promise<void>;
}

export interface PastEndpointsOptions extends Pick<EndpointOptions, 'log' | 'nextUse'> {
  /** Creates the server. `name` is unique. */
  readonly serverAt: (name: string, branchId: string, point: DataPoint) => Standby;
}

interface Past {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly server: Standby;
}

export function createPastEndpoints({ serverAt, log, nextUse }: PastEndpointsOptions): PastEndpoints {
  /** By branch and point. */
  const pasts = new Map<string, Past>();
  /** These still have a server. */
  const closing = new Set<Promise<void>>();
  let count = 0;

  async function end({ endpoint, server }: Past): Promise<void> {
    await endpoint.close();
    await server.close();
  }

  async function close(key: string): Promise<void> {
    const past = pasts.get(key);
    if (!past) return;
    pasts.delete(key);
    const closed = end(past).finally(() => closing.delete(closed));
    closing.add(closed);
    await closed;
  }

  async function makeRoom(): Promise<void> {
    const [unused] = [...pasts]
      .filter(([, { endpoint }]) => !endpoint.readUsage().isInUse)
      .sort(([, one], [, other]) => one.endpoint.lastUse - other.endpoint.lastUse);
    if (unused) await close(unused[0]);
    else if (closing.size > 0) await Promise.race(closing);
    else throw new Error(`sessions at ${pasts.size} points are open. Close those at another point first`);
  }

  function create(branchId: string, point: DataPoint): Past {
    count += 1;
    const name = `past-${count}`;
    const server = serverAt(name, branchId, point);
    const endpoint = createEndpoint({
      endpointId: name,
      branchId,
      serverOf: () => server,
      idleSuspendMs: KEPT_MS,
      events: { endpointStarted() {}, endpointSuspended() {} },
      // The pooler never uses it.
      onDisconnect: () => {},
      nextUse,
      log,
    });
    return { name, endpoint, server };
  }

  return {
    async use(branchId, point, work) {
      const key = keyOf(branchId, point);
      // Again after each wait, because other sessions take places too.
      while (!pasts.has(key) && pasts.size + closing.size >= MOST_POINTS) await makeRoom();
      const past = pasts.get(key) ?? create(branchId, point);
      pasts.set(key, past);
      // Without a wait before it, so that no other session finds the endpoint unused.
      return work(past.endpoint);
    },
    crashed(holders) {
      for (const { name, endpoint } of pasts.values()) if (holders.includes(name)) endpoint.crashed();
    },
    async closeAllOf(branchId) {
      await Promise.all(
        [...pasts].filter(([, { endpoint }]) => endpoint.branchId === branchId).map(([key]) => close(key)),
      );
    },
    async closeAll() {
      await Promise.all([...pasts.keys()].map(close));
    },
  };
}

function keyOf(branchId: string, point: DataPoint): string {
  return `${branchId} ${'lsn' in point ? point.lsn : point.timestamp}`;
}
