import type { Operation, Role } from '@neon-api/types';
import type { OperationRecord, RoleRecord } from '../state/index.ts';

/** Copies, as the records go on changing while an answer is on its way. */
export function showAll<Item extends object>(items: Iterable<Item>): Item[] {
  return [...items].map((item) => ({ ...item }));
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
