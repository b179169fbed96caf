import { NeonUsageError } from '@neon-api/client';
import type { Branch } from '@neon-api/types';
import { drawTable } from '../internal/index.ts';
import { assertRules, type CleanupRules, describeDuration, reasonToKeep } from './cleanup-rules.ts';

/** What is to become of one branch, and why. */
export interface CleanupDecision {
  readonly branchId: string;
  readonly name: string;
  readonly action: 'delete' | 'keep';
  readonly reason: string;
  /** What the branch was like; `applyCleanup` keeps it when it is otherwise by then. */
  readonly seen: SeenBranch;
}

export interface SeenBranch {
  readonly parentId: string | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastResetAt: string | null;
}

/** Data that survives JSON: a plan may be shown, approved and applied by another process. */
export interface CleanupPlan {
  readonly projectId: string;
  /** RFC 3339. */
  readonly madeAt: string;
  /** Every branch of the project; those to delete first, in the order of deletion, leaves before parents. */
  readonly decisions: readonly CleanupDecision[];
}

export interface CleanupInput {
  readonly projectId: string;
  /** All branches of the project: one that is left out cannot keep its parent. */
  readonly branches: readonly Branch[];
  /** Milliseconds since the epoch, such as `Date.now()`. */
  readonly nowMs: number;
}

/**
 * Decides what a cleanup would delete; asks and changes nothing. The default branch, protected ones and those with a
 * child that is kept are kept, and so is what is unsure: in the middle of a change, or of unknown age.
 *
 * @throws NeonUsageError when no rule is given or a rule makes no sense
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
      `planCleanup: branch ${stranger.id} is of project ${stranger.project_id}, not ${projectId}.`,
    );
  }
  const childrenOf = groupByParent(branches);
  const decided = new Map<string, CleanupDecision>();
  // Children come first: whether a parent can go depends on them. Without recursion, as forests may be deep.
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

/** Every branch after all its children. */
function leavesFirst(branches: readonly Branch[]): Branch[] {
  const byId = new Map(branches.map((branch) => [branch.id, branch]));
  const depths = new Map<string, number>();
  // A loop, which Neon does not have, ends the walk, too.
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
    expiry !== undefined && (expiry === 'with' ? 'expires' : 'never expires'),
    olderThanMs !== undefined && `is older than ${describeDuration(olderThanMs)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * A plan as a table of plain text, deletions first.
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
