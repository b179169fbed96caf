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
  /** At most 63 bytes; not a reserved name of Postgres or Neon, such as `pg_…` or `neon_superuser`. */
  readonly name: string;
}

const OPTIONS: OptionRules<EnsureRoleOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_OR_DEFAULT,
  name: required(textUpTo(63)),
};

/**
 * Returns the role with this name on a branch, and creates it if it is missing. `value.password` is set only if this call
 * created the role. The result never has `drift`.
 *
 * @throws NeonApiError if Neon refuses, e.g. an unknown branch or a reserved name.
 * @throws NeonOperationError, NeonTimeoutError if the new role does not become ready. The role exists.
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
