import type { Result } from './measurements/index.ts';

/** Formats a result as a table. The last column is the ratio of the first column to the baseline. */
export function printTable({ title, columns, rows, baseline, note }: Result): string {
  const names = Object.keys(columns);
  const [first = ''] = names;
  const base = rows.find(({ peer }) => peer === baseline)?.figures[first];
  const cellsOf = (figures: Result['rows'][number]['figures']): string[] =>
    names.map((name) => {
      const figure = figures[name];
      const { unit = '', digits = 0 } = columns[name] ?? {};
      return figure === undefined ? '–' : `${figure.toFixed(digits)}${unit && ` ${unit}`}`;
    });
  const table = [
    ['', ...names, `${first}, vs ${baseline}`],
    ...rows.map(({ peer, figures, remark }) => {
      const figure = figures[first];
      const ratio = figure === undefined || !base ? '' : `${(figure / base).toFixed(2)}x`;
      return [remark ? `${peer} (${remark})` : peer, ...cellsOf(figures), ratio];
    }),
  ];
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return `\n${title}\n${lines.join('\n')}\n${note ? `${note}\n` : ''}`;
}
