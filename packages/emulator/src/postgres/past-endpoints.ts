import type { DataPoint } from '../data-plane/index.ts';
import type { Standby } from './cluster/index.ts';
import { createEndpoint, type Endpoint, type EndpointOptions } from './endpoint.ts';

/** A point with sessions has a copy of the data and a server. */
const MOST_POINTS = 4;
/** How long the copy of a point without sessions is kept. */
const KEPT_MS = 30_000;

/** Endpoints at points in the past of a branch, for sessions with `neon_lsn` or `neon_timestamp`. */
export interface PastEndpoints {
  /** Returns the branch's endpoint at this point. Throws if too many points are in use. */
  at(branchId: string, point: DataPoint): Promise<Endpoint>;
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
  let count = 0;

  async function close(key: string): Promise<void> {
    const past = pasts.get(key);
    pasts.delete(key);
    await past?.endpoint.close();
    await past?.server.close();
  }

  async function makeRoom(): Promise<void> {
    if (pasts.size < MOST_POINTS) return;
    const [unused] = [...pasts]
      .filter(([, { endpoint }]) => !endpoint.readUsage().isInUse)
      .sort(([, one], [, other]) => one.endpoint.lastUse - other.endpoint.lastUse);
    if (!unused) throw new Error(`sessions at ${pasts.size} points are open. Close those at another point first`);
    await close(unused[0]);
  }

  return {
    async at(branchId, point) {
      const key = keyOf(branchId, point);
      const known = pasts.get(key);
      if (known) return known.endpoint;
      await makeRoom();
      // Another session may have created it meanwhile.
      const current = pasts.get(key);
      if (current) return current.endpoint;
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
      pasts.set(key, { name, endpoint, server });
      return endpoint;
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
