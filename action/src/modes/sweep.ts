import { paginate } from '@neon-api/client/minimal';
import { listProjectBranches } from '@neon-api/client/operations';
import { applyCleanup, type CleanupPlan, planCleanup } from '@neon-api/helpers';
import { describeSweep } from '../summary/index.ts';
import type { Context } from './context.ts';
import { findProjectId } from './find-place.ts';

/**
 * Deletes the branches of closed pull requests. Keeps every branch that the action may not have created: a name without
 * the prefix and the number of a closed pull request, or no expiry, which each of its branches has at first.
 */
export async function sweep(context: Context): Promise<void> {
  const { neon, runner, inputs } = context;
  const projectId = await findProjectId(context);
  // Before the pull requests: one that opens meanwhile cannot lose its branch.
  const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
  const { prefix, dryRun } = inputs;
  const names = branches.map(({ name }) => name).filter((name) => name.startsWith(prefix));
  const { openKeys, keep } = await sortNames(context, names);
  const rules = { prefix, openKeys, keep, expiry: 'with' } as const;
  const plan = planCleanup({ projectId, branches, nowMs: Date.now() }, rules);
  const doomed = plan.decisions.filter(({ action }) => action === 'delete');

  const { results, failed } = dryRun ? { results: [], failed: [] } : await applyCleanup(neon, plan);
  const deleted = results.filter(({ outcome }) => outcome === 'deleted').length;
  await runner.setOutputs({ 'project-id': projectId, deleted });
  for (const { name, outcome, reason } of results) runner.print(`${name}: ${outcome} (${reason})`);
  if (dryRun) for (const { name } of doomed) runner.print(`${name}: would be deleted`);
  runner.print(
    dryRun
      ? `Dry run: ${doomed.length} of ${plan.decisions.length} branches would be deleted. Set dry-run to false to delete them.`
      : `Deleted ${deleted} of ${plan.decisions.length} branches.`,
  );
  await runner.addSummary(describeSweep({ plan: withPrefix(plan, prefix), results, dryRun }));
  if (failed.length > 0) throw new Error(`${failed.length} branches were not deleted. See the log.`);
}

interface SortedNames {
  readonly openKeys: readonly string[];
  /** Names that do not belong to a pull request. */
  readonly keep: readonly string[];
}

/** Asks the code host about the number in each name: only a pull request that it calls closed loses its branch. */
async function sortNames({ host, inputs: { prefix } }: Context, names: readonly string[]): Promise<SortedNames> {
  const open = new Set((await host.listOpenPullRequests()).map(String));
  const openKeys: string[] = [];
  const keep: string[] = [];
  for (const name of names) {
    const key = name.slice(prefix.length);
    const state = open.has(key) ? 'open' : /^[1-9]\d{0,9}$/.test(key) ? await host.readState(Number(key)) : undefined;
    if (state === 'open') openKeys.push(key);
    else if (state === undefined) keep.push(name);
  }
  return { openKeys, keep };
}

/** Leaves out branches with other names. A project may have thousands. */
function withPrefix(plan: CleanupPlan, prefix: string): CleanupPlan {
  return { ...plan, decisions: plan.decisions.filter(({ name }) => name.startsWith(prefix)) };
}
