import type { ProjectRecord, State } from '../state/index.ts';

/** Finds the project of an id in the data plane: a branch, even a deleted one, or a snapshot. */
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
