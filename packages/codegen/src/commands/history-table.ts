import type { HistoryRow } from './history-row.ts';

const HEADLINE = ['pair', 'bump', 'changes', 'compiler', 'hybrids', 'seconds'];
/** The most kinds of change that a row names. */
const MOST_KINDS = 3;

/** Formats the rows of a history for a terminal: a table, the disagreements, and a summary line. */
export function historyTable(rows: readonly HistoryRow[]): string {
  const cells = [HEADLINE, ...rows.map(cellsOf)];
  const widths = HEADLINE.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, ...rows.flatMap(disagreementLines), '', summaryOf(rows)].join('\n')}\n`;
}

function cellsOf(row: HistoryRow): string[] {
  const { bump, compiler, hybrids, hybridCount, seconds } = row;
  return [pairOf(row), bump ?? 'none', changesOf(row), compiler, `${hybrids} (${hybridCount})`, seconds.toFixed(1)];
}

function pairOf({ old, now }: HistoryRow): string {
  return `${old} → ${now}`;
}

function changesOf({ changes }: HistoryRow): string {
  const kinds = Object.entries(changes).sort(([, a], [, b]) => b - a);
  const more = kinds.slice(MOST_KINDS).reduce((sum, [, count]) => sum + count, 0);
  const named = kinds.slice(0, MOST_KINDS).map(([kind, count]) => `${count} ${kind}`);
  return [...named, ...(more === 0 ? [] : [`${more} others`])].join(', ') || 'none';
}

function disagreementLines(row: HistoryRow): string[] {
  return row.disagreements.length === 0 ? [] : ['', pairOf(row), ...row.disagreements];
}

function summaryOf(rows: readonly HistoryRow[]): string {
  const disagreeing = rows.filter(({ verdict }) => verdict === 'disagree').length;
  const hybrids = rows.reduce((sum, { hybridCount }) => sum + hybridCount, 0);
  const seconds = rows.reduce((sum, row) => sum + row.seconds, 0);
  const outcome = disagreeing === 0 ? 'the differ and the compiler agree on all' : `they disagree on ${disagreeing}`;
  return `${rows.length} pairs and ${hybrids} hybrids in ${seconds.toFixed(0)} s: ${outcome}.`;
}
