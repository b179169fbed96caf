import type { Socket } from 'node:net';
import type { DataPoint, EndpointUsage, OpenedEndpoint } from '../data-plane/index.ts';
import type { Branch, ComputeServer, Standby } from './cluster/index.ts';
import { createEndpoint, type Endpoint, type EndpointOptions } from './endpoint.ts';
import { createPastEndpoints, type PastEndpointsOptions } from './past-endpoints.ts';
import type { Backend } from './proxy/index.ts';

/** The open endpoints of a data plane, by id. */
export interface Endpoints {
  open(endpoint: OpenedEndpoint): Promise<void>;
  close(endpointId: string): Promise<void>;
  start(endpointId: string): Promise<void>;
  /** Does nothing if the endpoint is not open. */
  suspend(endpointId: string): Promise<void>;
  /** Suspends the endpoint that has been idle longest, to make room for another; resolves to false if none is idle. */
  suspendLongestIdle(): Promise<boolean>;
  /** Call it when a server crashed: its endpoints are idle until the next connection starts it again. */
  crashed(endpointIds: readonly string[]): void;
  /** Closes all endpoints of a branch that is about to be deleted; returns their ids. */
  closeAllOf(branchId: string): Promise<string[]>;
  /** Closes the connections of a branch's endpoints, and keeps new ones waiting while `work` runs. */
  whileAway(branchId: string, work: () => Promise<void>): Promise<void>;
  /** Stops the servers of read-only endpoints, and those in the past. */
  closeStandbys(): Promise<void>;
  /** Reports no use for an endpoint that is not open. */
  readUsage(endpointId: string): EndpointUsage;
  /** Returns undefined if the endpoint is not open. */
  branchIdOf(endpointId: string): string | undefined;
  /** Starts the endpoint's server unless it runs, at a point in the past if given. Does nothing if it is not open. */
  wake(endpointId: string, at?: DataPoint): Promise<void>;
  /** Returns an open endpoint of a branch, the read_write one if it has one. */
  endpointOf(branchId: string): string | undefined;
  /** Connects to the endpoint's server, and wakes it if needed; undefined if the endpoint is not open. */
  connect(endpointId: string, client: Socket, at?: DataPoint): Promise<Backend | undefined>;
  /** Connects for the pooler; the connection does not keep the endpoint active. */
  connectPooled(endpointId: string): Promise<Backend | undefined>;
  /** Counts a transaction of the pooler as use until the returned function is called. */
  beginUse(endpointId: string): () => void;
}

export interface EndpointsOptions extends Omit<EndpointOptions, 'endpointId' | 'branchId' | 'serverOf' | 'nextUse'> {
  /** Throws if the branch does not exist. */
  readonly branchOf: (branchId: string) => Branch;
  /** Creates the server of a read-only endpoint of the branch. */
  readonly standbyFor: (endpointId: string, branchId: string) => Standby;
  /** Creates the server at a point in the past of the branch. */
  readonly serverAt: PastEndpointsOptions['serverAt'];
}

interface OpenEndpoint {
  readonly endpoint: Endpoint;
  readonly standby: Standby | undefined;
}

type Listed = [endpointId: string, open: OpenEndpoint];

const NOT_USED: EndpointUsage = { isInUse: false, ended: 0, idleMs: Number.POSITIVE_INFINITY };

export function createEndpoints({ branchOf, standbyFor, serverAt, ...options }: EndpointsOptions): Endpoints {
  const endpoints = new Map<string, OpenEndpoint>();
  let uses = 0;
  const nextUse = (): number => {
    uses += 1;
    return uses;
  };
  const pasts = createPastEndpoints({ serverAt, nextUse, log: options.log });
  const endpointOf = (endpointId: string): Endpoint | undefined => endpoints.get(endpointId)?.endpoint;

  /** Calls `work` with the endpoint, or with the one at a point in the past of its branch. */
  async function useAt<Value>(
    endpointId: string,
    at: DataPoint | undefined,
    work: (endpoint: Endpoint) => Promise<Value>,
  ): Promise<Value | undefined> {
    const endpoint = endpointOf(endpointId);
    if (!endpoint) return undefined;
    return at ? pasts.use(endpoint.branchId, at, work) : work(endpoint);
  }

  function listOf(branchId: string): Listed[] {
    return [...endpoints].filter(([, { endpoint }]) => endpoint.branchId === branchId);
  }

  async function close(endpointId: string): Promise<void> {
    const closed = endpoints.get(endpointId);
    endpoints.delete(endpointId);
    await closed?.endpoint.close();
    await closed?.standby?.close();
  }

  return {
    async open({ endpointId, branchId, readOnly = false }) {
      const open = endpoints.get(endpointId);
      if (open?.endpoint.branchId === branchId && (open.standby !== undefined) === readOnly) return;
      branchOf(branchId);
      await close(endpointId);
      const standby = readOnly ? standbyFor(endpointId, branchId) : undefined;
      const serverOf = (): ComputeServer => standby ?? branchOf(branchId);
      const endpoint = createEndpoint({ ...options, serverOf, endpointId, branchId, nextUse });
      endpoints.set(endpointId, { endpoint, standby });
    },
    close,
    start: async (endpointId) => (endpointOf(endpointId) ?? failClosed(endpointId)).start(),
    // A closed endpoint has no server, e.g. if an earlier emulator ended while it deleted the branch.
    suspend: async (endpointId) => endpointOf(endpointId)?.suspend(),
    suspendLongestIdle: () => suspendLongestIdle([...endpoints], options.log),
    crashed(endpointIds) {
      for (const endpointId of endpointIds) endpointOf(endpointId)?.crashed();
      pasts.crashed(endpointIds);
    },
    async closeAllOf(branchId) {
      const closed = listOf(branchId);
      for (const [endpointId, { endpoint }] of closed) {
        endpoints.delete(endpointId);
        endpoint.abandon();
      }
      await Promise.all([pasts.closeAllOf(branchId), ...closed.map(([, { standby }]) => standby?.close())]);
      return closed.map(([endpointId]) => endpointId);
    },
    async whileAway(branchId, work) {
      await pasts.closeAllOf(branchId);
      await runWhileAway(listOf(branchId), work);
    },
    async closeStandbys() {
      await Promise.all([pasts.closeAll(), ...[...endpoints.values()].map(({ standby }) => standby?.close())]);
    },
    readUsage: (endpointId) => endpointOf(endpointId)?.readUsage() ?? NOT_USED,
    branchIdOf: (endpointId) => endpointOf(endpointId)?.branchId,
    wake: (endpointId, at) => useAt(endpointId, at, (endpoint) => endpoint.wake()),
    endpointOf: (branchId) => preferReadWrite(listOf(branchId)),
    connect: (endpointId, client, at) => useAt(endpointId, at, (endpoint) => endpoint.connect(client)),
    connectPooled: async (endpointId) => endpointOf(endpointId)?.connectPooled(),
    beginUse: (endpointId) => endpointOf(endpointId)?.beginUse() ?? (() => {}),
  };
}

function failClosed(endpointId: string): never {
  throw new Error(`Endpoint ${endpointId} is not open. Open it on a branch first.`);
}

function preferReadWrite(open: readonly Listed[]): string | undefined {
  const [endpointId] = open.find(([, { standby }]) => !standby) ?? open[0] ?? [];
  return endpointId;
}

async function suspendLongestIdle(endpoints: readonly Listed[], log: (line: string) => void): Promise<boolean> {
  const unused = endpoints.filter(([, { endpoint }]) => endpoint.isUnused);
  for (const [endpointId, { endpoint }] of unused.sort(
    ([, one], [, other]) => one.endpoint.lastUse - other.endpoint.lastUse,
  )) {
    if (!(await endpoint.suspendIfIdle())) continue;
    log(`Endpoint ${endpointId} was suspended because the system allows no more Postgres servers at once.`);
    return true;
  }
  return false;
}

function runWhileAway(endpoints: readonly Listed[], work: () => Promise<void>): Promise<void> {
  const nested = endpoints.reduce<() => Promise<void>>(
    (inner, [, { endpoint }]) =>
      () =>
        endpoint.whileAway(inner),
    work,
  );
  return nested();
}
