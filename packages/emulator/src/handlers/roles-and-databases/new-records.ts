import type { Database } from '@neon-api/types';
import { newPassword, type RoleRecord } from '../../state/index.ts';
import { timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

export function newRole({ clock, random }: HandlerContext, branchId: string, name: string): RoleRecord {
  const now = timestampOf(clock);
  const role = { branch_id: branchId, name, protected: false, created_at: now, updated_at: now };
  return { role, password: newPassword(random) };
}

export function newDatabase({ clock, store }: HandlerContext, branchId: string, name: string, owner: string): Database {
  const now = timestampOf(clock);
  const id = store.state.nextDatabaseId++;
  return { id, branch_id: branchId, name, owner_name: owner, created_at: now, updated_at: now };
}
