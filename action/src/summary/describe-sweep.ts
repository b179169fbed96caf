import type { CleanupPlan, CleanupResult } from '@neon-api/helpers';

export interface SweepFacts {
  readonly plan: CleanupPlan;
  /** Empty in a dry run. */
  readonly results: readonly CleanupResult[];
  readonly dryRun: boolean;
}

/** Writes what a sweep did, or would do, as a table in Markdown. */
export function describeSweep({ plan, results, dryRun }: SweepFacts): string {
  const done = new Map(results.map(({ branchId, outcome, reason }) => [branchId, { outcome, reason }]));
  const rows = plan.decisions.map(({ branchId, name, action, reason }) => {
    const planned = action === 'keep' ? 'kept' : 'would be deleted';
    const result = done.get(branchId);
    return [code(name), code(branchId), result?.outcome ?? planned, escapeCell(result?.reason ?? reason)];
  });
  const table = [['Branch', 'Id', '', 'Why'], ['---', '---', '---', '---'], ...rows];
  return [
    `### Database branches${dryRun ? ', dry run' : ''}`,
    '',
    ...(rows.length === 0 ? ['No branch has the prefix.'] : table.map((cells) => `| ${cells.join(' | ')} |`)),
    '',
  ].join('\n');
}

function code(text: string): string {
  return `<code>${escapeCell(text)}</code>`;
}

/** Escapes Markdown and HTML, because names come from outside. */
function escapeCell(text: string): string {
  return text.replaceAll(/[^\w /.,:()-]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
