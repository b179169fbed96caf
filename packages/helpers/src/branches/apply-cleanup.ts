import { isNeonError, type NeonCaller, NeonUsageError } from '@neon-api/client';
import type { Branch } from '@neon-api/types';
import { listBranches } from '../internal/index.ts';
import { hasStatus } from '../lost-answer.ts';
import { assertOptions, callOptions, HELPER_OPTIONS, type HelperOptions } from '../options/index.ts';
import { protectionReason } from './cleanup-rules.ts';
import { type CleanupDecision, type CleanupPlan, seenOf } from './plan-cleanup.ts';
import { removeBranch } from './remove-branch.ts';

/** The outcome for one branch that the plan deletes. */
export interface CleanupResult {
  readonly branchId: string;
  readonly name: string;
  /** `gone`: it was already deleted. `kept`: it has changed. `failed`: Neon did not delete it. */
  readonly outcome: 'deleted' | 'gone' | 'kept' | 'failed';
  /** Why it was kept or failed. For `deleted` and `gone`, why the plan deletes it. */
  readonly reason: string;
}

export interface AppliedCleanup {
  /** One result for each branch that the plan deletes, in the order of the plan. */
  readonly results: readonly CleanupResult[];
  /** The results with the outcome `failed`. */
  readonly failed: readonly CleanupResult[];
}

// An older plan may be out of date.
const OLDEST_PLAN_MS = 60 * 60_000;
// The clocks of two machines differ.
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Deletes the branches that a plan lists, children before parents. Checks each branch again first, and keeps it if it has
 * changed, is now the default or protected, or has children. Safe to call twice.
 *
 * @throws NeonUsageError if the plan is older than an hour or from the future. Make a new plan
 * @throws the reason of `options.signal`. Branches that are already deleted are not restored
 * @example
 * const { results, failed } = await applyCleanup(neon, plan);
 */
export async function applyCleanup(
  neon: NeonCaller,
  plan: CleanupPlan,
  options: HelperOptions = {},
): Promise<AppliedCleanup> {
  assertOptions('applyCleanup', options, HELPER_OPTIONS);
  assertRecent(plan, neon.runtime.clock.now());
  const results: CleanupResult[] = [];
  for (const decision of plan.decisions) {
    if (decision.action !== 'delete') continue;
    options.signal?.throwIfAborted();
    const { branchId, name } = decision;
    results.push({ branchId, name, ...(await applyDecision(neon, plan.projectId, decision, options)) });
  }
  return { results, failed: results.filter(({ outcome }) => outcome === 'failed') };
}

function assertRecent({ madeAt }: CleanupPlan, nowMs: number): void {
  const ageMs = nowMs - Date.parse(madeAt);
  if (ageMs <= OLDEST_PLAN_MS && ageMs >= -CLOCK_SKEW_MS) return;
  throw new NeonUsageError(
    `applyCleanup: the plan was made at ${madeAt}, not within the last hour. Nothing was deleted. Make a new plan.`,
  );
}

type Outcome = Pick<CleanupResult, 'outcome' | 'reason'>;

async function applyDecision(
  neon: NeonCaller,
  projectId: string,
  decision: CleanupDecision,
  options: HelperOptions,
): Promise<Outcome> {
  const { branchId, reason } = decision;
  try {
    // Lists all branches, because only the list shows children.
    const now = await listBranches(neon, { projectId }, callOptions(options));
    const branch = now.find(({ id }) => id === branchId);
    if (branch === undefined) return { outcome: 'gone', reason };
    const objection = findObjection(branch, now, decision);
    if (objection !== undefined) return { outcome: 'kept', reason: objection };
    const deleted = await removeBranch(neon, { projectId, branchId }, options);
    return { outcome: deleted ? 'deleted' : 'gone', reason };
  } catch (error) {
    if (!isNeonError(error)) throw error;
    return { outcome: hasStatus(error, 422) ? 'kept' : 'failed', reason: error.message };
  }
}

/** Returns why a branch in the plan must not be deleted, or undefined. */
function findObjection(
  branch: Branch,
  branches: readonly Branch[],
  { name, seen }: CleanupDecision,
): string | undefined {
  const protection = protectionReason(branch);
  if (protection !== undefined) return `it now ${protection}`;
  if (branch.name !== name) return `it is now named "${branch.name}"`;
  const present = seenOf(branch);
  const changed = (Object.keys(present) as (keyof typeof present)[]).find((field) => present[field] !== seen[field]);
  if (changed !== undefined) return `its ${changed} has changed since the plan was made`;
  if (branch.pending_state !== undefined) return `it is becoming ${branch.pending_state}`;
  const child = branches.find(({ parent_id }) => parent_id === branch.id);
  return child && `it has the child "${child.name}" (${child.id})`;
}
