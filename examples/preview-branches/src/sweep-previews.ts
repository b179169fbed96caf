import { paginate } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import { applyCleanup, planCleanup, showCleanup } from '@neon-api/helpers';
import { type Context, print } from './context.ts';

/** Deletes the branches of pull requests that are not open. */
export async function sweepPreviews({ neon, github, settings: { projectId } }: Context): Promise<void> {
  // Lists branches before pull requests, so that a branch that is created meanwhile is not deleted.
  const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
  const openKeys = await github.listOpenPullRequests();
  const plan = planCleanup({ projectId, branches, nowMs: Date.now() }, { prefix: 'preview/', openKeys });
  print(showCleanup(plan));
  const { results, failed } = await applyCleanup(neon, plan);
  for (const { name, outcome, reason } of results) print(`${name}: ${outcome} (${reason})`);
  if (failed.length > 0) throw new Error(`${failed.length} branches could not be deleted.`);
}
