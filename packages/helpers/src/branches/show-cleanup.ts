import type { CleanupPlan } from './plan-cleanup.ts';

/**
 * A plan, or what became of it, as a table of plain text: what is deleted first.
 *
 * @example
 * console.log(showCleanup(plan));
 */
export function showCleanup(plan: CleanupPlan): string {
  const rows = plan.decisions.map(({ action, name, branchId, reason }) => [action, printable(name), branchId, reason]);
  const deletions = plan.decisions.filter(({ action }) => action === 'delete').length;
  const summary = `${deletions} to delete, ${plan.decisions.length - deletions} to keep, as of ${plan.madeAt}`;
  return [...drawTable(['', 'branch', 'id', 'why'], rows), '', summary].join('\n');
}

function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Names must not move the cursor of a terminal. */
function printable(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return name.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '?');
}
