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
  /** Exact; a snapshot of that name and branch is not made twice. */
  readonly name: string;
  /** The moment to take it of, RFC 3339. Default: now. Not together with `lsn`. */
  readonly timestamp?: string | undefined;
  /** The position in the log to take it of. */
  readonly lsn?: string | undefined;
  /** When Neon deletes it, RFC 3339. Default: never. */
  readonly expiresAt?: string | undefined;
}

export interface TakenSnapshot {
  readonly value: Snapshot;
  /** False when it was there before. */
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
 * A snapshot of a root branch under that name, taken if it is missing, and waited for. Safe to call again: after a lost answer it looks
 * first.
 *
 * @throws NeonUsageError when both `timestamp` and `lsn` are given, or two snapshots have that name
 * @throws NeonApiError when Neon refuses, e.g. for a branch that is no root, or by the limits of the plan
 * @throws NeonOperationError, NeonTimeoutError when it does not become ready, with `token` to go on waiting
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
  throw new NeonUsageError(`Branch ${branchId} has several snapshots named ${JSON.stringify(name)}: ${ids}.`);
}
