import type { ProjectRecord, State } from '../state/index.ts';

/** The project of what the data plane keeps under an id: a branch, also a deleted one, or a snapshot. */
export function findProjectOf({ projects }: Pick<State, 'projects'>, id: string): ProjectRecord | undefined {
  for (const project of projects.values()) {
    const isItsOwn =
      project.branches.has(id) ||
      project.deletedBranches.some(({ branch }) => branch.id === id) ||
      project.snapshots.some(({ snapshot }) => snapshot.id === id);
    if (isItsOwn) return project;
  }
  return undefined;
}
