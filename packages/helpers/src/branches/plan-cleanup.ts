import { NeonUsageError } from '@neon-api/client';
import { drawTable } from '@neon-api/ground';
import type { Branch } from '@neon-api/types';
import { assertRules, type CleanupRules, describeDuration, reasonToKeep } from './cleanup-rules.ts';

/** Whether to delete one branch, and why. */
export interface CleanupDecision {
  readonly branchId: string;
  readonly name: string;
  readonly action: 'delete' | 'keep';
  readonly reason: string;
  /** The state of the branch in the plan. `applyCleanup` keeps the branch if it has changed since. */
  readonly seen: SeenBranch;
}

export interface SeenBranch {
  readonly parentId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastResetAt: string | null;
}

/** A plan as plain JSON data: another process can show, approve and apply it. */
export interface CleanupPlan {
  readonly projectId: string;
  /** When the plan was made, RFC 3339. */
  readonly madeAt: string;
  /** A decision for every branch of the project. Deletions come first, in the order of deletion, children before parents. */
  readonly decisions: readonly CleanupDecision[];
}

export interface CleanupInput {
  readonly projectId: string;
  /** All branches of the project. A missing one cannot protect its parent. */
  readonly branches: readonly Branch[];
  /** The current time in ms since the epoch, such as `Date.now()`. */
  readonly nowMs: number;
}

/**
 * Decides which branches to delete. Sends no request. Always keeps the default branch, protected branches, branches with a
 * child that is kept, and branches that are being changed or whose age is unknown.
 *
 * @throws NeonUsageError if no rule is given or a rule is invalid
 * @example
 * const branches = await paginate(neon, listProjectBranches, { project_id: projectId }).collect();
 * const plan = planCleanup({ projectId, branches, nowMs: Date.now() }, { prefix: 'preview/', openKeys: [41, 42] });
 * console.log(showCleanup(plan));
 */
export function planCleanup({ projectId, branches, nowMs }: CleanupInput, rules: CleanupRules): CleanupPlan {
  assertRules(rules);
  const stranger = branches.find(({ project_id }) => project_id !== projectId);
  if (stranger !== undefined) {
    throw new NeonUsageError(
      `planCleanup: branch ${stranger.id} belongs to project ${stranger.project_id}, not ${projectId}.`,
    );
  }
  const childrenOf = groupByParent(branches);
  const decided = new Map<string, CleanupDecision>();
  // Children come first, because they decide whether a parent can be deleted. No recursion: trees may be deep.
  for (const branch of leavesFirst(branches)) {
    const kept = (childrenOf.get(branch.id) ?? []).find((child) => decided.get(child.id)?.action !== 'delete');
    const reason =
      reasonToKeep(branch, rules, nowMs) ?? (kept && `has the child "${kept.name}" (${kept.id}), which is kept`);
    decided.set(branch.id, {
      branchId: branch.id,
      name: branch.name,
      action: reason === undefined ? 'delete' : 'keep',
      reason: reason ?? describeMatch(rules),
      seen: seenOf(branch),
    });
  }
  const isDelete = ({ action }: CleanupDecision): boolean => action === 'delete';
  const all = [...decided.values()];
  return {
    projectId,
    madeAt: new Date(nowMs).toISOString(),
    decisions: [...all.filter(isDelete), ...all.filter((decision) => !isDelete(decision))],
  };
}

export function seenOf({ parent_id, created_at, expires_at, last_reset_at }: Branch): SeenBranch {
  return {
    parentId: parent_id ?? null,
    createdAt: created_at,
    expiresAt: expires_at ?? null,
    lastResetAt: last_reset_at ?? null,
  };
}

function groupByParent(branches: readonly Branch[]): Map<string, Branch[]> {
  const groups = new Map<string, Branch[]>();
  for (const branch of branches) {
    if (branch.parent_id === undefined) continue;
    const siblings = groups.get(branch.parent_id) ?? [];
    siblings.push(branch);
    groups.set(branch.parent_id, siblings);
  }
  return groups;
}

/** Sorts branches so that children come before their parents. */
function leavesFirst(branches: readonly Branch[]): Branch[] {
  const byId = new Map(branches.map((branch) => [branch.id, branch]));
  const depths = new Map<string, number>();
  // The length check ends the walk if parents form a loop, which Neon does not allow.
  const depthOf = (branch: Branch): number => {
    const path: Branch[] = [];
    let at: Branch | undefined = branch;
    while (at !== undefined && !depths.has(at.id) && path.length <= branches.length) {
      path.push(at);
      at = at.parent_id === undefined ? undefined : byId.get(at.parent_id);
    }
    let depth = at === undefined ? -1 : (depths.get(at.id) ?? 0);
    for (const one of path.reverse()) depths.set(one.id, ++depth);
    return depths.get(branch.id) ?? 0;
  };
  return [...branches].sort((a, b) => depthOf(b) - depthOf(a));
}

function describeMatch({ prefix, olderThanMs, expiry, openKeys }: CleanupRules): string {
  return [
    prefix !== undefined && `is named "${prefix}…"`,
    openKeys !== undefined && 'its key is not open',
    expiry !== undefined && (expiry === 'with' ? 'has an expiry' : 'has no expiry'),
    olderThanMs !== undefined && `is older than ${describeDuration(olderThanMs)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * Formats a plan as a text table, deletions first.
 *
 * @example
 * console.log(showCleanup(plan));
 */
export function showCleanup(plan: CleanupPlan): string {
  const rows = plan.decisions.map(({ action, name, branchId, reason }) => [action, name, branchId, reason]);
  const deletions = plan.decisions.filter(({ action }) => action === 'delete').length;
  const summary = `${deletions} to delete, ${plan.decisions.length - deletions} to keep, as of ${plan.madeAt}`;
  return [...drawTable([['', 'branch', 'id', 'why'], ...rows]), '', summary].join('\n');
}
