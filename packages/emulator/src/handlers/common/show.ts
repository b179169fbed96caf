import type { Endpoint, Operation, Role } from '@neon-api/types';
import type { DataPlane } from '../../data-plane/index.ts';
import type { OperationRecord, RoleRecord } from '../../state/index.ts';

/** Copies, as the records go on changing while an answer is on its way. */
export function showAll<Item extends object>(items: Iterable<Item>): Item[] {
  return [...items].map((item) => ({ ...item }));
}

/** What is told of an endpoint to one who wants to connect to it. */
type Hosting = Pick<DataPlane, 'address'>;

/** Its host is one that leads there on this machine, where there is such a thing, and else of Neon's form. */
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
