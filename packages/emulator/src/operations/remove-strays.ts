import type { DataPlane } from '../data-plane/index.ts';
import type { State } from '../state/index.ts';
import type { Log } from '../support/index.ts';
import { tryTo } from './open-and-start.ts';
import { isUnfinished } from './project-lock.ts';

/**
 * Removes the data of branches without a record, which a killed emulator left behind. Use it only with a complete
 * state: if records were lost, this would remove their data.
 */
export async function removeStrays(state: Pick<State, 'projects'>, dataPlane: DataPlane, log: Log): Promise<void> {
  const known = listKnownIds(state);
  for (const branchId of dataPlane.listBranches?.() ?? []) {
    if (known.has(branchId)) continue;
    log(
      `Branch ${branchId} has data but no record: an emulator was killed while creating or deleting it. Removing the data.`,
    );
    await tryTo(`remove the data of ${branchId}`, dataPlane.dropBranch(branchId), log);
  }
}

/** Lists all ids in the records, including deleted ones and those that an unfinished operation may restore. */
function listKnownIds({ projects }: Pick<State, 'projects'>): Set<string> {
  const known = new Set<string>();
  for (const { branches, deletedBranches, snapshots, operations } of projects.values()) {
    for (const id of branches.keys()) known.add(id);
    for (const { branch } of deletedBranches) known.add(branch.id);
    for (const { snapshot } of snapshots) known.add(snapshot.id);
    for (const { task, undo } of operations.filter(isUnfinished)) {
      if ('branchId' in task) known.add(task.branchId);
      if ('snapshotId' in task) known.add(task.snapshotId);
      for (const id of Object.keys(undo?.branches ?? {})) known.add(id);
    }
  }
  return known;
}
