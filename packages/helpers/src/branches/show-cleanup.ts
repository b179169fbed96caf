import { drawTable } from '../internal/index.ts';
import type { CleanupPlan } from './plan-cleanup.ts';

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
