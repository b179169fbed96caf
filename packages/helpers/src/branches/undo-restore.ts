import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import type { Branch } from '@neon-api/types';
import { listBranches } from '../internal/index.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  branchIdRule,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  text,
} from '../options/index.ts';
import { defaultBackupName, isBackupOf, pickBranch, type RestoredBranch, restoreFrom } from './restore-branch.ts';

export interface UndoRestoreOptions extends BranchPlace, HelperOptions {
  /** The `backup.id` that `restoreBranch` returned. Default: the latest backup with a default name. */
  readonly backupId?: string | undefined;
  /** Name of the branch that keeps the current state. Default: `{name}_before_restore_{time}`. */
  readonly backup?: string | undefined;
}

const OPTIONS: OptionRules<UndoRestoreOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  backupId: branchIdRule,
  backup: text,
};

/**
 * Undoes a restore: restores the branch to its backup, and keeps the current state as another backup. Deletes neither
 * backup.
 *
 * @throws NeonUsageError if no backup is given and none is found.
 * @throws NeonApiError, NeonOperationError, NeonTimeoutError in the same cases as `restoreBranch`.
 * @example
 * const { backup } = await restoreBranch(neon, { projectId, branchId, timestamp: beforeTheMigration });
 * await undoRestore(neon, { projectId, branchId, backupId: backup?.id });
 */
export async function undoRestore(neon: NeonCaller, options: UndoRestoreOptions): Promise<RestoredBranch> {
  assertOptions('undoRestore', options, OPTIONS);
  const { projectId, branchId, backupId } = options;
  const before = await listBranches(neon, { projectId }, callOptions(options));
  const branch = pickBranch(before, branchId, projectId);
  const source = backupId === undefined ? latestBackup(before, branch) : pickBranch(before, backupId, projectId);
  const name = options.backup ?? defaultBackupName(branch.name, neon.runtime.clock.now());
  return restoreFrom(neon, branch, { source_branch_id: source.id, preserve_under_name: name }, before, options);
}

function latestBackup(branches: readonly Branch[], branch: Branch): Branch {
  const backups = branches.filter((candidate) => isBackupOf(candidate, branch));
  const latest = backups.sort((a, b) => (a.name < b.name ? 1 : -1))[0];
  if (latest !== undefined) return latest;
  throw new NeonUsageError(`Branch "${branch.name}" (${branch.id}) has no backup with a default name. Pass backupId.`);
}
