import type { Database, Role } from '@neon-api/types';
import {
  type BranchRecord,
  type BranchServices,
  NO_LOGIN,
  newPassword,
  type PointInTime,
  type RoleRecord,
} from '../../state/index.ts';
import type { Random } from '../../support/index.ts';
import { copyServices, type ServiceChange, servicesAt } from '../common/index.ts';
import type { HandlerContext } from '../handler.ts';
import { newDatabase } from '../roles-and-databases/index.ts';

export interface Contents {
  readonly roles: readonly RoleRecord[];
  readonly databases: readonly Database[];
  readonly reading?: BranchRecord['reading'];
  readonly services?: BranchRecord['services'];
}

/** Rule: a child has the parent's contents as of its point in time. Those deleted since then are unknown. */
export function contentsAt<From extends Contents>(from: From, point: PointInTime | undefined): From {
  if (!point || !('timestamp' in point)) return from;
  const pointMs = Date.parse(point.timestamp);
  const wasThere = ({ created_at }: { readonly created_at: string }): boolean => Date.parse(created_at) <= pointMs;
  return {
    ...from,
    roles: from.roles.filter(({ role }) => wasThere(role)),
    databases: from.databases.filter(wasThere),
    ...(from.services ? { services: servicesAt(from.services, pointMs) } : {}),
  };
}

/**
 * Copies a branch's current roles and databases to another branch. Children of a protected branch get new passwords;
 * other children share the parent's.
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
    ...choosePassword(role, password, newPasswords ? context.random : undefined),
  }));
  if (from.reading) to.reading = { sizeBytes: from.reading.sizeBytes, isCurrent: false };
  to.databases = from.databases.map(({ name, owner_name }) => newDatabase(context, branchId, name, owner_name));
}

/** Gives a branch the services that it has after a change: some from the source, others its own. */
export function carryServices(
  { origin }: HandlerContext,
  from: BranchServices | undefined,
  to: BranchRecord,
  change: ServiceChange,
): void {
  if (!from && !to.services) return;
  to.services = copyServices(from, { branchId: to.branch.id, own: to.services, origin }, change);
}

function choosePassword(
  { authentication_method: method }: Role,
  password: string | undefined,
  random: Random | undefined,
): Pick<RoleRecord, 'password'> {
  if (random && method !== NO_LOGIN) return { password: newPassword(random) };
  return password === undefined ? {} : { password };
}
