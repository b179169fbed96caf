import { isNeonError, type NeonCaller, NeonUsageError } from '@neon-api/client';
import type { Branch } from '@neon-api/types';
import { listBranches } from '../internal/index.ts';
import { hasStatus } from '../lost-answer.ts';
import { assertOptions, callOptions, HELPER_OPTIONS, type HelperOptions } from '../options/index.ts';
import { protectionReason } from './cleanup-rules.ts';
import { type CleanupDecision, type CleanupPlan, seenOf } from './plan-cleanup.ts';
import { removeBranch } from './remove-branch.ts';

/** What became of a branch that was to be deleted. */
export interface CleanupResult {
  readonly branchId: string;
  readonly name: string;
  /** `gone`: it was deleted before. `kept`: it is not as it was. `failed`: Neon did not delete it. */
  readonly outcome: 'deleted' | 'gone' | 'kept' | 'failed';
  /** Why it was kept or failed; else why it was to go. */
  readonly reason: string;
}

export interface AppliedCleanup {
  /** One for each branch that the plan deletes, in its order. */
  readonly results: readonly CleanupResult[];
  /** The results with the outcome `failed`. */
  readonly failed: readonly CleanupResult[];
}

// What was true an hour ago may not be so now.
const OLDEST_PLAN_MS = 60 * 60_000;
// Clocks of two machines are never quite the same.
const CLOCK_SKEW_MS = 5 * 60_000;

/**
 * Deletes what a plan says, leaves first. Looks at each branch again before it: what is not as it was, has become the
 * default or protected, or has children, is kept; what is gone already is done. Safe to call twice.
 *
 * @throws NeonUsageError when the plan is older than an hour, or from the future: make a new one
 * @throws the reason of `options.signal`; what is deleted by then stays so
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
    `applyCleanup: the plan was made at ${madeAt}, which is not within the last hour. Nothing was deleted; make a new plan.`,
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
    // The whole list: it tells of children, too, which the branch itself does not.
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

/** Why a branch that was to be deleted must not be after all. */
function findObjection(
  branch: Branch,
  branches: readonly Branch[],
  { name, seen }: CleanupDecision,
): string | undefined {
  const standing = protectionReason(branch);
  if (standing !== undefined) return `it ${standing} by now`;
  if (branch.name !== name) return `it is named "${branch.name}" by now`;
  const present = seenOf(branch);
  const changed = (Object.keys(present) as (keyof typeof present)[]).find((field) => present[field] !== seen[field]);
  if (changed !== undefined) return `its ${changed} has changed since the plan was made`;
  if (branch.pending_state !== undefined) return `it is becoming ${branch.pending_state}`;
  const child = branches.find(({ parent_id }) => parent_id === branch.id);
  return child && `it has the child "${child.name}" (${child.id})`;
}
