import { type NeonCaller, NeonUsageError } from '@neon-api/client';
import type { Branch, BranchRestoreRequest, Operation } from '@neon-api/types';
import { listBranches, withoutUndefined } from '../internal/index.ts';
import { withNote } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  branchIdRule,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  lsnRule,
  type OptionRules,
  text,
  timeRule,
} from '../options/index.ts';
import { findParentChanges, type ParentChange } from './parent-changes.ts';
import { requestRestore } from './request-restore.ts';

export interface RestoreBranchOptions extends BranchPlace, HelperOptions {
  /** Restores the state at this time, RFC 3339. Not together with `lsn`. */
  readonly timestamp?: string | undefined;
  /** Restores the state at this log position, such as `0/1DE2850`. Not together with `timestamp`. */
  readonly lsn?: string | undefined;
  /** Id of the branch to restore from. Default: the branch itself, which requires `timestamp` or `lsn`. */
  readonly sourceBranchId?: string | undefined;
  /**
   * Name of the branch that keeps the current state. `false` keeps no backup; this works only with another
   * `sourceBranchId`, for a branch without children. Default: `{name}_before_restore_{time}`.
   */
  readonly backup?: string | false | undefined;
}

export interface RestoredBranch {
  readonly branch: Branch;
  /** The branch with the previous state. Absent with `backup: false`. */
  readonly backup?: Branch;
  /** All branches with a new parent: the restored branch, the backup, and the children that moved to the backup. */
  readonly parentage: readonly ParentChange[];
  readonly operations: readonly Operation[];
}

const OPTIONS: OptionRules<RestoreBranchOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  timestamp: timeRule,
  lsn: lsnRule,
  sourceBranchId: branchIdRule,
  backup: { must: 'a name, or false', holds: (value) => value === false || text.holds(value) },
};

/**
 * Restores a branch to an earlier state, or to another branch, and keeps the current state as a backup. The branch keeps
 * its id, computes and connection URIs; connections drop briefly. `undoRestore` restores the backup.
 *
 * @throws NeonUsageError if the source is missing or ambiguous, or `backup` is false where Neon requires a backup.
 * @throws NeonApiError if Neon refuses, e.g. a protected branch, a time before its history, or a name that is taken.
 * @throws NeonOperationError, NeonTimeoutError if the restore fails or takes too long. The backup has the previous state.
 * @example
 * const { backup } = await restoreBranch(neon, { projectId, branchId, timestamp: beforeTheMigration });
 */
export async function restoreBranch(neon: NeonCaller, options: RestoreBranchOptions): Promise<RestoredBranch> {
  assertOptions('restoreBranch', options, OPTIONS);
  assertClear(options);
  const { projectId, branchId, timestamp, lsn, sourceBranchId = branchId } = options;
  const before = await listBranches(neon, { projectId }, callOptions(options));
  const branch = pickBranch(before, branchId, projectId);
  const backupName = options.backup ?? defaultBackupName(branch.name, neon.runtime.clock.now());
  const request = withoutUndefined({
    ...{ source_branch_id: sourceBranchId, source_timestamp: timestamp, source_lsn: lsn },
    preserve_under_name: backupName === false ? undefined : backupName,
  });
  return restoreFrom(neon, branch, request, before, options);
}

/** Restores a branch and reports which parents have changed. */
export async function restoreFrom(
  neon: NeonCaller,
  branch: Branch,
  request: BranchRestoreRequest,
  before: readonly Branch[],
  options: HelperOptions,
): Promise<RestoredBranch> {
  const { preserve_under_name: name } = request;
  const taken = name === undefined ? undefined : before.find((one) => one.name === name);
  if (taken !== undefined) {
    throw new NeonUsageError(`Branch ${taken.id} is already named "${name}". Pass another name as backup.`);
  }
  const restored = await requestRestore(neon, branch, request, options);
  const after = await listBranches(neon, { projectId: branch.project_id }, callOptions(options)).catch(
    (error: unknown) => {
      const kept = name === undefined ? '' : `; its previous state is in branch "${name}"`;
      throw withNote(error, `Branch "${branch.name}" (${branch.id}) is restored${kept}.`);
    },
  );
  const backup = name === undefined ? undefined : after.find((one) => one.name === name);
  const parentage = findParentChanges(before, after).filter(
    // Other callers may create branches in the meantime.
    ({ branchId }) => branchId === backup?.id || before.some(({ id }) => id === branchId),
  );
  return { ...restored, ...(backup !== undefined && { backup }), parentage };
}

export function pickBranch(branches: readonly Branch[], branchId: string, projectId: string): Branch {
  const branch = branches.find(({ id }) => id === branchId);
  if (branch !== undefined) return branch;
  throw new NeonUsageError(`Project ${projectId} has no branch ${branchId}. Use findBranch to find it by name.`);
}

const BACKUP_MARK = '_before_restore_';

export function defaultBackupName(name: string, nowMs: number): string {
  return `${name}${BACKUP_MARK}${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`;
}

export function isBackupOf({ name }: Branch, branch: Branch): boolean {
  return name.startsWith(branch.name + BACKUP_MARK);
}

function assertClear({ branchId, timestamp, lsn, sourceBranchId = branchId, backup }: RestoreBranchOptions): void {
  if (timestamp !== undefined && lsn !== undefined) {
    throw new NeonUsageError('restoreBranch: pass timestamp or lsn, not both.');
  }
  if (sourceBranchId !== branchId) return;
  if (timestamp === undefined && lsn === undefined) {
    throw new NeonUsageError('restoreBranch: pass timestamp or lsn, or another branch as sourceBranchId.');
  }
  // Docs: a branch that is restored from itself must be preserved.
  if (backup === false) {
    throw new NeonUsageError(
      'restoreBranch: restoring a branch from its own history needs a backup. Pass a name as backup, or leave it out.',
    );
  }
}
