import { getOrInsert } from '@neon-api/ground';
import type { DataPlaneEvents, EndpointUsage, OpenedEndpoint } from '../data-plane/index.ts';

interface OpenEndpoint extends OpenedEndpoint {
  isActive: boolean;
  sessions: number;
  ended: number;
  endedAtMs: number;
}

/** A session's use of an endpoint. */
export interface EndpointVisit {
  readonly branchId: string;
  readonly readOnly: boolean;
  end(): void;
}

export interface PgliteEndpoints {
  announce(endpointId: string): void;
  open(endpoint: OpenedEndpoint): void;
  close(endpointId: string): void;
  closeAllOf(branchId: string): void;
  start(endpointId: string): OpenedEndpoint;
  /** Returns the branch that has no active endpoint any more, if any. */
  suspend(endpointId: string): string | undefined;
  readUsage(endpointId: string): EndpointUsage;
  /** Waits for an announced endpoint, and wakes a suspended one. Returns undefined if it is not open. */
  visit(endpointId: string): Promise<EndpointVisit | undefined>;
}

/** The endpoints that are open, and the sessions on them. `nowMs` returns a time in ms. */
export function createPgliteEndpoints(events: DataPlaneEvents, nowMs: () => number): PgliteEndpoints {
  const opened = new Map<string, OpenEndpoint>();
  const announced = new Map<string, PromiseWithResolve>();

  function settle(endpointId: string): void {
    announced.get(endpointId)?.resolve();
    announced.delete(endpointId);
  }

  function close(endpointId: string): void {
    opened.delete(endpointId);
    settle(endpointId);
  }

  function beginVisit(endpoint: OpenEndpoint): EndpointVisit {
    if (!endpoint.isActive) {
      endpoint.isActive = true;
      events.endpointStarted(endpoint.endpointId);
    }
    endpoint.sessions += 1;
    return {
      branchId: endpoint.branchId,
      readOnly: endpoint.readOnly ?? false,
      end() {
        endpoint.sessions -= 1;
        endpoint.ended += 1;
        endpoint.endedAtMs = nowMs();
      },
    };
  }

  return {
    announce: (endpointId) => void getOrInsert(announced, endpointId, promiseWithResolve),
    open(endpoint) {
      if (opened.get(endpoint.endpointId)?.branchId !== endpoint.branchId) {
        const fresh = { isActive: false, sessions: 0, ended: 0, endedAtMs: Number.NEGATIVE_INFINITY };
        opened.set(endpoint.endpointId, { ...endpoint, ...fresh });
      }
      settle(endpoint.endpointId);
    },
    close,
    closeAllOf(branchId) {
      for (const endpoint of opened.values()) if (endpoint.branchId === branchId) close(endpoint.endpointId);
    },
    start(endpointId) {
      const endpoint = opened.get(endpointId);
      if (!endpoint) throw new Error(`Endpoint ${endpointId} is not open.`);
      endpoint.isActive = true;
      return endpoint;
    },
    suspend(endpointId) {
      const endpoint = opened.get(endpointId);
      if (!endpoint) return undefined;
      endpoint.isActive = false;
      const { branchId } = endpoint;
      return [...opened.values()].some((each) => each.branchId === branchId && each.isActive) ? undefined : branchId;
    },
    readUsage(endpointId) {
      const { sessions = 0, ended = 0, endedAtMs = Number.NEGATIVE_INFINITY } = opened.get(endpointId) ?? {};
      return { isInUse: sessions > 0, ended, idleMs: nowMs() - endedAtMs };
    },
    async visit(endpointId) {
      await announced.get(endpointId)?.promise;
      const endpoint = opened.get(endpointId);
      return endpoint && beginVisit(endpoint);
    },
  };
}

interface PromiseWithResolve {
  readonly promise: Promise<void>;
  resolve(): void;
}

function promiseWithResolve(): PromiseWithResolve {
  let resolve = (): void => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: () => resolve() };
}
