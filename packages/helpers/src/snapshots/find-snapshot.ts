import type { NeonCaller } from '@neon-api/client';
import type { Snapshot } from '@neon-api/types';
import { assertIdOrName, type ByIdOrName, expectAtMostOne } from '../internal/index.ts';
import {
  assertOptions,
  branchIdRule,
  type OptionRules,
  PROJECT_OPTION,
  type ProjectOption,
  SIGNAL_OPTION,
  type SignalOption,
  text,
} from '../options/index.ts';
import { listBranchSnapshots } from './list-branch-snapshots.ts';

export type FindSnapshotOptions = ByIdOrName &
  ProjectOption &
  SignalOption & {
    /** Finds only snapshots of this branch. Default: all branches. */
    readonly branchId?: string | undefined;
  };

const OPTIONS: OptionRules<FindSnapshotOptions> = {
  ...PROJECT_OPTION,
  ...SIGNAL_OPTION,
  branchId: branchIdRule,
  id: text,
  name: text,
};

/**
 * Finds a snapshot by id or exact name. Returns undefined if there is no match.
 *
 * @throws NeonUsageError if several snapshots have the name, which need not be unique
 * @throws NeonApiError if the project does not exist
 * @example
 * const snapshot = await findSnapshot(neon, { projectId, name: 'before-v2' });
 */
export async function findSnapshot(neon: NeonCaller, options: FindSnapshotOptions): Promise<Snapshot | undefined> {
  assertOptions('findSnapshot', options, OPTIONS);
  assertIdOrName('findSnapshot', options);
  const { projectId, branchId, id, name, signal } = options;
  // Neon has no operation that reads one snapshot.
  const snapshots = await listBranchSnapshots(neon, projectId, branchId, { signal });
  const found = snapshots.filter((snapshot) => (id === undefined ? snapshot.name === name : snapshot.id === id));
  return expectAtMostOne(found, `snapshots named "${name}" in project ${projectId}`);
}
