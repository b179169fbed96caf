import type { NeonCaller } from '@neon-api/client';
import { getProjectBranchRole } from '@neon-api/client/operations';
import type { Role } from '@neon-api/types';
import { branchIdOrDefault } from '../internal/index.ts';
import { undefinedOn404 } from '../lost-answer.ts';
import {
  assertOptions,
  BRANCH_OR_DEFAULT,
  type BranchOrDefault,
  type OptionRules,
  required,
  SIGNAL_OPTION,
  type SignalOption,
  text,
} from '../options/index.ts';

export interface FindRoleOptions extends BranchOrDefault, SignalOption {
  /** Exact name. Roles have no other id. */
  readonly name: string;
}

const OPTIONS: OptionRules<FindRoleOptions> = {
  ...BRANCH_OR_DEFAULT,
  ...SIGNAL_OPTION,
  name: required(text),
};

/**
 * Finds a role of a branch by name. Returns undefined if the role or the branch does not exist.
 *
 * @example
 * const role = await findRole(neon, { projectId, branchId, name: 'app' });
 */
export async function findRole(neon: NeonCaller, options: FindRoleOptions): Promise<Role | undefined> {
  assertOptions('findRole', options, OPTIONS);
  const { projectId, name, signal } = options;
  const branchId = await branchIdOrDefault(neon, options, { signal });
  const place = { project_id: projectId, branch_id: branchId, role_name: name };
  return (await undefinedOn404(getProjectBranchRole(neon, place, { signal })))?.role;
}
