import type { Endpoint, Operation, Role } from '@neon-api/types';
import type { DataPlane } from '../../data-plane/index.ts';
import type { OperationRecord, RoleRecord } from '../../state/index.ts';

/** Copies the items, because records can change before the response is sent. */
export function showAll<Item extends object>(items: Iterable<Item>): Item[] {
  return [...items].map((item) => ({ ...item }));
}

/** The part of the data plane that defines an endpoint's host. */
type Hosting = Pick<DataPlane, 'address'>;

/** Shows the host that reaches the endpoint on this machine, or a host in Neon's format if there is none. */
export function showEndpoint(endpoint: Endpoint, dataPlane: Hosting): Endpoint {
  return { ...endpoint, host: dataPlane.address?.hostFor?.(endpoint.id) ?? endpoint.host };
}

export function showEndpoints(endpoints: Iterable<Endpoint>, dataPlane: Hosting): Endpoint[] {
  return [...endpoints].map((endpoint) => showEndpoint(endpoint, dataPlane));
}

export function showOperations(records: readonly OperationRecord[]): Operation[] {
  return showAll(records.map(({ operation }) => operation));
}

export function showRole({ role }: RoleRecord): Role {
  return { ...role };
}

export function showRoleWithPassword({ role, password }: RoleRecord): Role {
  return password === undefined ? { ...role } : { ...role, password };
}
