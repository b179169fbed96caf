import { callAndWait, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { deleteSnapshot } from '@neon-api/client/operations';
import type { Snapshot } from '@neon-api/types';
import { hasStatus, isLostAnswer } from '../lost-answer.ts';
import { withNote } from '../message-parts.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  callback,
  callOptions,
  flag,
  HELPER_OPTIONS,
  type HelperOptions,
  numberFrom,
  type OptionRules,
  waitOptions,
  wholeFrom,
} from '../options/index.ts';
import { listBranchSnapshots } from './list-branch-snapshots.ts';
import { planSnapshotPruning, type SnapshotRules, type SnapshotVerdict } from './plan-snapshot-pruning.ts';

export interface PruneSnapshotsOptions extends BranchPlace, HelperOptions, SnapshotRules {
  /** Returns the plan and deletes nothing. Default: false. */
  readonly dryRun?: boolean | undefined;
}

export interface PrunedSnapshots {
  /** The decision for each snapshot of the branch, with its reason. */
  readonly verdicts: readonly SnapshotVerdict[];
  /** The snapshots that were deleted. Empty in a dry run. */
  readonly deleted: readonly Snapshot[];
}

const OPTIONS: OptionRules<PruneSnapshotsOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  keepLast: wholeFrom(0),
  keepYoungerThanMs: numberFrom(0),
  matches: callback,
  dryRun: flag,
};

/**
 * Deletes the snapshots of a branch that no rule keeps. Without `matches`, scheduled snapshots are kept. Safe to call
 * again after a failure.
 *
 * @throws NeonUsageError if neither `keepLast` nor `keepYoungerThanMs` is given, which would delete all snapshots
 * @throws NeonApiError, NeonOperationError, NeonTimeoutError if a snapshot cannot be deleted; the message names those that
 *   were deleted before
 * @example
 * const { deleted } = await pruneSnapshots(neon, { projectId, branchId, keepLast: 3 });
 */
export async function pruneSnapshots(neon: NeonCaller, options: PruneSnapshotsOptions): Promise<PrunedSnapshots> {
  assertOptions('pruneSnapshots', options, OPTIONS);
  const { projectId, branchId, keepLast, keepYoungerThanMs, dryRun = false } = options;
  if (keepLast === undefined && keepYoungerThanMs === undefined) {
    throw new NeonUsageError('pruneSnapshots: pass keepLast or keepYoungerThanMs. To delete all snapshots, pass 0.');
  }
  const all = await listBranchSnapshots(neon, projectId, branchId, callOptions(options));
  const verdicts = planSnapshotPruning(all, options, neon.runtime.clock.now());
  const doomed = dryRun ? [] : verdicts.filter(({ action }) => action === 'delete').map(({ snapshot }) => snapshot);
  const deleted: Snapshot[] = [];
  for (const snapshot of doomed) {
    await deleteOne(neon, options, snapshot.id).catch((error: unknown) => {
      throw withNote(error, `Deleted before that: ${deleted.map(({ id }) => id).join(', ') || 'none'}.`);
    });
    deleted.push(snapshot);
  }
  return { verdicts, deleted };
}

async function deleteOne(neon: NeonCaller, options: PruneSnapshotsOptions, snapshotId: string): Promise<void> {
  const params = { project_id: options.projectId, snapshot_id: snapshotId };
  const remove = (): Promise<unknown> => callAndWait(neon, deleteSnapshot, params, waitOptions(options));
  const unlessGone = (error: unknown): void => {
    if (!hasStatus(error, 404)) throw error;
  };
  await remove().catch((error: unknown) => (isLostAnswer(error) ? remove().catch(unlessGone) : unlessGone(error)));
}
