import { callAndWait, type NeonCaller } from '@neon-api/client';
import { createProjectBranchRole } from '@neon-api/client/operations';
import type { Role } from '@neon-api/types';
import { awaitRunning, branchIdOrDefault, type Ensured, getOrCreate, inTurn, isFresh } from '../internal/index.ts';
import {
  assertOptions,
  BRANCH_OR_DEFAULT,
  type BranchOrDefault,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  required,
  textUpTo,
  waitOptions,
} from '../options/index.ts';
import { findRole } from './find-role.ts';

export interface EnsureRoleOptions extends BranchOrDefault, HelperOptions {
  /** At most 63 bytes; not one of Postgres's or Neon's own, such as `pg_…` or `neon_superuser`. */
  readonly name: string;
}

const OPTIONS: OptionRules<EnsureRoleOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_OR_DEFAULT,
  name: required(textUpTo(63)),
};

/**
 * The role of that name on a branch, made if it is missing. `value.password` is there only when this call made it; a
 * role has nothing else that could differ from what was asked for.
 *
 * @throws NeonApiError when Neon refuses, e.g. an unknown branch or a reserved name.
 * @throws NeonOperationError, NeonTimeoutError when the new role does not become ready; it exists then.
 * @example
 * const { value: role } = await ensureRole(neon, { projectId, branchId, name: 'app' });
 */
export async function ensureRole(neon: NeonCaller, options: EnsureRoleOptions): Promise<Ensured<Role>> {
  assertOptions('ensureRole', options, OPTIONS);
  const { projectId, name, signal } = options;
  const branchId = await branchIdOrDefault(neon, options, callOptions(options));
  return inTurn(neon, `role ${branchId} ${name}`, signal, () =>
    getOrCreate<Role>({
      what: `Role "${name}" of branch ${branchId}`,
      find: () => findRole(neon, { projectId, branchId, name, signal }),
      async create() {
        const params = { project_id: projectId, branch_id: branchId, body: { role: { name } } };
        const { role, operations } = await callAndWait(neon, createProjectBranchRole, params, waitOptions(options));
        return { value: role, operations };
      },
      async settle(role) {
        if (isFresh(neon, role.created_at)) await awaitRunning(neon, { projectId, branchId }, options);
        return role;
      },
      unique: true,
    }),
  );
}
