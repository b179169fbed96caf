import { callAndWait, type NeonCaller, paginate } from '@neon-api/client';
import { listProjectBranches, restoreSnapshot } from '@neon-api/client/operations';
import type { Branch } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';
import { hasStatus, isLostAnswer, recheckAfterLostAnswer } from '../lost-answer.ts';
import {
  assertOptions,
  branchIdRule,
  callOptions,
  flag,
  HELPER_OPTIONS,
  type HelperOptions,
  type OptionRules,
  PROJECT_OPTION,
  type ProjectOption,
  required,
  text,
  waitOptions,
} from '../options/index.ts';

export interface RestoreFromSnapshotOptions extends ProjectOption, HelperOptions {
  /** Id of the snapshot, such as `snap-quiet-field-a1b2c3d4`. `findSnapshot` returns the id for a name. */
  readonly snapshotId: string;
  /** Exact name of the new branch. If this snapshot already has a branch with this name, that branch is returned. */
  readonly name: string;
  /** The branch to replace. Default: the branch that the snapshot was taken of. */
  readonly targetBranchId?: string | undefined;
  /**
   * Whether the new branch takes over the computes and the name of the branch that it replaces. Default: false, so that
   * you can look at it first.
   */
  readonly finalize?: boolean | undefined;
}

export interface RestoredFromSnapshot {
  readonly value: Branch;
  /** False if it already existed. */
  readonly created: boolean;
}

const OPTIONS: OptionRules<RestoreFromSnapshotOptions> = {
  ...HELPER_OPTIONS,
  ...PROJECT_OPTION,
  snapshotId: required(text),
  name: required(text),
  targetBranchId: branchIdRule,
  finalize: flag,
};

/**
 * Creates a branch from a snapshot and waits until it is ready. Safe to call again while the branch has this name. With
 * `finalize`, Neon renames the branch; it is then found by its snapshot, but only after a lost response.
 *
 * @throws NeonApiError if Neon refuses, or another branch has that name (409)
 * @throws NeonOperationError, NeonTimeoutError if the branch does not become ready, with a `token` to resume the wait
 * @example
 * const { value: branch } = await restoreFromSnapshot(neon, { projectId, snapshotId, name: 'look-first' });
 */
export async function restoreFromSnapshot(
  neon: NeonCaller,
  options: RestoreFromSnapshotOptions,
): Promise<RestoredFromSnapshot> {
  assertOptions('restoreFromSnapshot', options, OPTIONS);
  const { projectId: project_id, snapshotId: snapshot_id, name, targetBranchId, finalize = false } = options;
  const before = await listRestored(neon, options);
  const existing = before.find((branch) => branch.name === name);
  if (existing !== undefined) return { value: existing, created: false };
  const body = withoutUndefined({ name, finalize_restore: finalize, target_branch_id: targetBranchId });
  try {
    const { branch } = await callAndWait(
      neon,
      restoreSnapshot,
      { project_id, snapshot_id, body },
      waitOptions(options),
    );
    return { value: branch, created: true };
  } catch (error) {
    if (!isLostAnswer(error) && !hasStatus(error, 409)) throw error;
    const known = new Set(before.map(({ id }) => id));
    const now = await recheckAfterLostAnswer(error, () => listRestored(neon, options));
    const made = now.find(({ id }) => !known.has(id));
    if (made === undefined) throw error;
    return { value: made, created: isLostAnswer(error) };
  }
}

/** Lists the branches that were restored from the snapshot. */
async function listRestored(neon: NeonCaller, options: RestoreFromSnapshotOptions): Promise<readonly Branch[]> {
  const { projectId: project_id, snapshotId } = options;
  const branches = await paginate(neon, listProjectBranches, { project_id }, callOptions(options)).collect();
  return branches.filter(({ restored_from }) => restored_from === snapshotId);
}
