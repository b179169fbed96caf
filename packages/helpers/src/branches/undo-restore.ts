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
  /** `backup.id` of what `restoreBranch` gave. Default: the latest backup under the name that it chooses. */
  readonly backupId?: string | undefined;
  /** Name of the branch that keeps what is there now. Default: `{name}_before_restore_{time}`. */
  readonly backup?: string | undefined;
}

const OPTIONS: OptionRules<UndoRestoreOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  backupId: branchIdRule,
  backup: text,
};

/**
 * Takes a restore back: the branch becomes what its backup is, and what the restore had made is kept as another backup.
 * Neither backup is deleted.
 *
 * @throws NeonUsageError when no backup is given and none is found.
 * @throws NeonApiError, NeonOperationError, NeonTimeoutError as `restoreBranch`.
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
  throw new NeonUsageError(`No backup of branch "${branch.name}" (${branch.id}) was found by its name. Pass backupId.`);
}
