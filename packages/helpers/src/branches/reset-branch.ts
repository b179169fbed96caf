import type { NeonCaller, NeonUsageError } from '@neon-api/client';
import { getProjectBranch } from '@neon-api/client/operations';
import type { Branch, Operation } from '@neon-api/types';
import { term, usageError } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
} from '../options/index.ts';
import { requestRestore } from './request-restore.ts';

export interface ResetBranchOptions extends BranchPlace, HelperOptions {}

export interface ResetBranch {
  readonly branch: Branch;
  readonly operations: readonly Operation[];
}

const OPTIONS: OptionRules<ResetBranchOptions> = { ...HELPER_OPTIONS, ...BRANCH_PLACE };

/**
 * Resets a branch to the current state of its parent. All changes on the branch are lost. To keep a backup, use
 * `restoreBranch`.
 *
 * @throws NeonUsageError if the branch has no parent.
 * @throws NeonApiError if Neon refuses, e.g. because the branch is protected or has children.
 * @throws NeonOperationError, NeonTimeoutError if the reset fails or takes too long.
 * @example
 * await resetBranch(neon, { projectId, branchId });
 */
export async function resetBranch(neon: NeonCaller, options: ResetBranchOptions): Promise<ResetBranch> {
  assertOptions('resetBranch', options, OPTIONS);
  const { projectId, branchId } = options;
  const place = { project_id: projectId, branch_id: branchId };
  const { branch } = await getProjectBranch(neon, place, callOptions(options));
  if (branch.parent_id === undefined) throw noParent(branch);
  return requestRestore(neon, branch, { source_branch_id: branch.parent_id }, options);
}

export function noParent({ id, name }: Branch): NeonUsageError {
  return usageError`Branch "${name}" (${id}) has no parent to reset to. ${term('Use restoreBranch to restore an earlier state.')}`;
}
