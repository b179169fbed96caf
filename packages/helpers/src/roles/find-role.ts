import type { NeonCaller } from '@neon-api/client';
import { getProjectBranchRole } from '@neon-api/client/operations';
import type { Role } from '@neon-api/types';
import { assertKnownOptions, branchIdOr, orUndefined } from '../internal/index.ts';

export interface FindRoleOptions {
  readonly projectId: string;
  /** Default: the project's default branch. */
  readonly branchId?: string | undefined;
  /** The exact name, which is a role's id. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The role of that name on a branch; undefined when there is none, and when there is no such branch.
 *
 * @example
 * const role = await findRole(neon, { projectId, branchId, name: 'app' });
 */
export async function findRole(neon: NeonCaller, options: FindRoleOptions): Promise<Role | undefined> {
  assertKnownOptions('findRole', options, ['projectId', 'branchId', 'name', 'signal']);
  const { projectId, name, signal } = options;
  const branchId = await branchIdOr(neon, options, { signal });
  const place = { project_id: projectId, branch_id: branchId, role_name: name };
  return (await orUndefined(getProjectBranchRole(neon, place, { signal })))?.role;
}
