import { callAndWait, type NeonCaller, NeonUsageError } from '@neon-api/client';
import { createSnapshot } from '@neon-api/client/operations';
import type { Snapshot } from '@neon-api/types';
import { withoutUndefined } from '../internal/index.ts';
import { isLostAnswer, recheckAfterLostAnswer } from '../lost-answer.ts';
import {
  assertOptions,
  BRANCH_PLACE,
  type BranchPlace,
  callOptions,
  HELPER_OPTIONS,
  type HelperOptions,
  lsnRule,
  type OptionRules,
  required,
  text,
  timeRule,
  waitOptions,
} from '../options/index.ts';
import { listBranchSnapshots } from './list-branch-snapshots.ts';

export interface TakeSnapshotOptions extends BranchPlace, HelperOptions {
  /** Exact name. If the branch already has a snapshot with this name, that snapshot is returned. */
  readonly name: string;
  /** Takes the snapshot of the state at this time, RFC 3339. Default: now. Not together with `lsn`. */
  readonly timestamp?: string | undefined;
  /** Takes the snapshot of the state at this log position, such as `0/1DE2850`. Not together with `timestamp`. */
  readonly lsn?: string | undefined;
  /** When Neon deletes it, RFC 3339. Default: never. */
  readonly expiresAt?: string | undefined;
}

export interface TakenSnapshot {
  readonly value: Snapshot;
  /** False if it already existed. */
  readonly created: boolean;
}

const OPTIONS: OptionRules<TakeSnapshotOptions> = {
  ...HELPER_OPTIONS,
  ...BRANCH_PLACE,
  name: required(text),
  timestamp: timeRule,
  lsn: lsnRule,
  expiresAt: timeRule,
};

/**
 * Takes a snapshot of a root branch and waits until it is ready, or returns the existing snapshot with that name. Safe to
 * call again. After a lost response, it checks whether the snapshot exists.
 *
 * @throws NeonUsageError if both `timestamp` and `lsn` are given, or several snapshots have that name
 * @throws NeonApiError if Neon refuses, e.g. because the branch has a parent or because of a limit of the plan
 * @throws NeonOperationError, NeonTimeoutError if the snapshot does not become ready, with a `token` to resume the wait
 * @example
 * const { value } = await takeSnapshot(neon, { projectId, branchId, name: 'before-v2' });
 */
export async function takeSnapshot(neon: NeonCaller, options: TakeSnapshotOptions): Promise<TakenSnapshot> {
  assertOptions('takeSnapshot', options, OPTIONS);
  const { projectId: project_id, branchId: branch_id, name, timestamp, lsn, expiresAt: expires_at } = options;
  if (timestamp !== undefined && lsn !== undefined) {
    throw new NeonUsageError('takeSnapshot: pass timestamp or lsn, not both.');
  }
  const existing = await findByName(neon, options);
  if (existing !== undefined) return { value: existing, created: false };
  try {
    const params = withoutUndefined({ project_id, branch_id, name, timestamp, lsn, expires_at });
    const { snapshot } = await callAndWait(neon, createSnapshot, params, waitOptions(options));
    return { value: snapshot, created: true };
  } catch (error) {
    const made = isLostAnswer(error) ? await recheckAfterLostAnswer(error, () => findByName(neon, options)) : undefined;
    if (made === undefined) throw error;
    return { value: made, created: true };
  }
}

async function findByName(neon: NeonCaller, options: TakeSnapshotOptions): Promise<Snapshot | undefined> {
  const { projectId, branchId, name } = options;
  const found = await listBranchSnapshots(neon, projectId, branchId, callOptions(options));
  const [only, ...others] = found.filter((snapshot) => snapshot.name === name);
  if (only === undefined || others.length === 0) return only;
  const ids = [only, ...others].map(({ id }) => id).join(', ');
  throw new NeonUsageError(
    `Branch ${branchId} has several snapshots named ${JSON.stringify(name)}: ${ids}. Use another name.`,
  );
}
