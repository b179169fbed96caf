import type { Socket } from 'node:net';
import type { EndpointUsage } from '../data-plane/index.ts';
import { createEndpoint, type Endpoint, type EndpointOptions } from './endpoint.ts';
import type { Backend } from './proxy/index.ts';

/** The open endpoints of a data plane, by their ids. */
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
  closeAllOf(branchId: string): string[];
  /** Ends the connections of a branch's endpoints, and keeps new ones waiting until `work` is done. */
  whileAway(branchId: string, work: () => Promise<void>): Promise<void>;
  /** Of an endpoint that is not open, no use. */
  readUsage(endpointId: string): EndpointUsage;
  /** Where it is open. */
  branchIdOf(endpointId: string): string | undefined;
  /** Starts the endpoint's server unless it runs; nothing when the endpoint is not open. */
  wake(endpointId: string): Promise<void>;
  /** A connection to the endpoint's server, which is woken when needed; undefined when there is no such endpoint. */
  connect(endpointId: string, client: Socket): Promise<Backend | undefined>;
}

export type EndpointsOptions = Omit<EndpointOptions, 'endpointId' | 'branchId' | 'nextUse'>;

const NOT_USED: EndpointUsage = { isInUse: false, ended: 0, idleMs: Number.POSITIVE_INFINITY };

export function createEndpoints(options: EndpointsOptions): Endpoints {
  const endpoints = new Map<string, Endpoint>();
  let uses = 0;
  const nextUse = (): number => {
    uses += 1;
    return uses;
  };

  function find(endpointId: string): Endpoint {
    const endpoint = endpoints.get(endpointId);
    if (endpoint) return endpoint;
    throw new Error(`Endpoint ${endpointId} is not open; open it on a branch first.`);
  }

  function listOf(branchId: string): [string, Endpoint][] {
    return [...endpoints].filter(([, endpoint]) => endpoint.branchId === branchId);
  }

  async function close(endpointId: string): Promise<void> {
    const endpoint = endpoints.get(endpointId);
    endpoints.delete(endpointId);
    await endpoint?.close();
  }

  return {
    async open({ endpointId, branchId }) {
      if (endpoints.get(endpointId)?.branchId === branchId) return;
      options.branchOf(branchId);
      await close(endpointId);
      endpoints.set(endpointId, createEndpoint({ ...options, endpointId, branchId, nextUse }));
    },
    close,
    start: async (endpointId) => find(endpointId).start(),
    // Not open: nothing runs for it, as when an emulator ended in the middle of deleting its branch.
    suspend: async (endpointId) => endpoints.get(endpointId)?.suspend(),
    async suspendLongestIdle() {
      const unused = [...endpoints].filter(([, { isUnused }]) => isUnused);
      for (const [endpointId, endpoint] of unused.sort(([, one], [, other]) => one.lastUse - other.lastUse)) {
        if (!(await endpoint.suspendIfIdle())) continue;
        options.log(`Endpoint ${endpointId} was suspended: the system allows no more Postgres servers at once.`);
        return true;
      }
      return false;
    },
    crashed(endpointIds) {
      for (const endpointId of endpointIds) endpoints.get(endpointId)?.crashed();
    },
    closeAllOf(branchId) {
      return listOf(branchId).map(([endpointId, endpoint]) => {
        endpoints.delete(endpointId);
        endpoint.abandon();
        return endpointId;
      });
    },
    whileAway: (branchId, work) =>
      listOf(branchId).reduce<() => Promise<void>>(
        (inner, [, endpoint]) =>
          () =>
            endpoint.whileAway(inner),
        work,
      )(),
    readUsage: (endpointId) => endpoints.get(endpointId)?.readUsage() ?? NOT_USED,
    branchIdOf: (endpointId) => endpoints.get(endpointId)?.branchId,
    wake: async (endpointId) => endpoints.get(endpointId)?.wake(),
    connect: async (endpointId, client) => endpoints.get(endpointId)?.connect(client),
  };
}
