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
  /** RFC 3339: the state as of then. Not with `lsn`. */
  readonly timestamp?: string | undefined;
  /** Such as `0/1DE2850`: the state as of then. Not with `timestamp`. */
  readonly lsn?: string | undefined;
  /** Where the state is taken from. Default: the branch's own history, which needs `timestamp` or `lsn`. */
  readonly sourceBranchId?: string | undefined;
  /**
   * Name of the branch that keeps what is there now. Default: `{name}_before_restore_{time}`. `false` keeps nothing: only
   * with another `sourceBranchId`, on a branch without children.
   */
  readonly backup?: string | false | undefined;
}

export interface RestoredBranch {
  readonly branch: Branch;
  /** What was there before; absent with `backup: false`. */
  readonly backup?: Branch;
  /** Every branch that has a new parent by it: the restored one, the backup, and the children that moved to it. */
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
 * Makes a branch what it, or another one, was at some time, and keeps what is there now as a backup. The branch
 * keeps its id, computes and connection URIs; connections drop briefly. `undoRestore` brings the backup back.
 *
 * @throws NeonUsageError when what to restore from is not clear, or no backup is kept where Neon needs one.
 * @throws NeonApiError when Neon refuses: a protected branch, a time before its history, a name that is taken.
 * @throws NeonOperationError, NeonTimeoutError when the restore does not end well; the backup has what was there.
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

/** Restores, and tells what hangs where afterwards. */
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
      const kept = name === undefined ? '' : `; what was there before is "${name}"`;
      throw withNote(error, `Branch "${branch.name}" (${branch.id}) is restored${kept}.`);
    },
  );
  const backup = name === undefined ? undefined : after.find((one) => one.name === name);
  const parentage = findParentChanges(before, after).filter(
    // Others may make branches meanwhile.
    ({ branchId }) => branchId === backup?.id || before.some(({ id }) => id === branchId),
  );
  return { ...restored, ...(backup !== undefined && { backup }), parentage };
}

export function pickBranch(branches: readonly Branch[], branchId: string, projectId: string): Branch {
  const branch = branches.find(({ id }) => id === branchId);
  if (branch !== undefined) return branch;
  throw new NeonUsageError(`Project ${projectId} has no branch ${branchId}. Use findBranch to look for it by name.`);
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
    throw new NeonUsageError('restoreBranch: a branch cannot be restored from its own history without a backup.');
  }
}
