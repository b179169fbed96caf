import type { State } from '../state/index.ts';

/** How far back one may ask for the past of what the data plane keeps under an id: a branch, also a deleted one, or a snapshot. */
export function findHistorySeconds({ projects }: Pick<State, 'projects'>, id: string): number | undefined {
  for (const { project, branches, deletedBranches, snapshots } of projects.values()) {
    const isThere =
      branches.has(id) ||
      deletedBranches.some(({ branch }) => branch.id === id) ||
      snapshots.some(({ snapshot }) => snapshot.id === id);
    if (isThere) return project.history_retention_seconds;
  }
  return undefined;
}
