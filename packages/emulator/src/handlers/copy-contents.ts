import type { Database } from '@neon-api/types';
import { type BranchRecord, newPassword, type RoleRecord } from '../state/index.ts';
import type { HandlerContext } from './handler.ts';
import { newDatabase } from './new-records.ts';
import { copyServices } from './services.ts';

export interface Contents {
  readonly roles: readonly RoleRecord[];
  readonly databases: readonly Database[];
  readonly services?: BranchRecord['services'];
}

/**
 * Gives a branch the roles, databases and services that another has at this moment. Children of a protected branch
 * get new passwords for their roles; other children share the parent's.
 */
export function copyContents(
  context: HandlerContext,
  from: Contents,
  to: BranchRecord,
  { newPasswords }: { readonly newPasswords: boolean },
): void {
  const branchId = to.branch.id;
  to.roles = from.roles.map(({ role, password }) => ({
    role: { ...role, branch_id: branchId },
    password: newPasswords ? newPassword(context.random) : password,
  }));
  to.databases = from.databases.map(({ name, owner_name }) => newDatabase(context, branchId, name, owner_name));
  if (from.services) to.services = copyServices(from.services, branchId);
}
