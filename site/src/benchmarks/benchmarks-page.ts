import { escapeProse } from '../markdown/index.ts';
import type { Page } from '../pages/index.ts';
import { type Bar, drawBars } from './draw-bars.ts';
import { drawLines } from './draw-lines.ts';
import { type BenchResult, readResults } from './read-results.ts';

/** The column that is plotted, if it is not the first. */
const PLOTTED: Readonly<Record<string, string>> = {
  'bundle-size': 'two calls',
  'cold-import': 'over an empty package',
};
const WAITS = 'waits';
const FEWEST_ROUNDS = 5;

/** Plots and tables of what `pnpm bench` has written. */
export function benchmarksPage(): Page {
  const sections = readResults().map((result) => {
    const plot = result.name === WAITS ? plotWaits(result) : plotBars(result);
    const note = result.note ? `\n\n${escapeProse(result.note)}` : '';
    return `## ${result.title}\n\n${plot}\n\n${circumstancesOf(result)}\n\n::: details Figures\n\n${tableOf(result)}${note}\n\n:::`;
  });
  const text = `# Benchmarks

Ours compared with other clients, as \`pnpm bench\` measures them. Less is better unless the title says otherwise. Run it
on your machine: it writes \`bench/results.json\`, which this page plots.

${sections.join('\n\n')}
`;
  return { path: 'benchmarks.md', text };
}

function plotBars({ name, title, columns, rows }: BenchResult): string {
  const column = PLOTTED[name] ?? Object.keys(columns)[0] ?? '';
  const bars = rows.flatMap(({ peer, figures }): Bar[] => {
    const value = figures[column];
    // An indented row is a variant of the row above. Noise can make a difference of two times negative.
    if (value === undefined || value <= 0 || peer.startsWith(' ')) return [];
    return [{ label: peer, value, text: formatFigure(value, columns[column]), isOwn: isOwn(peer) }];
  });
  return drawBars(`${title}: ${column}`, bars);
}

function plotWaits({ title, columns, rows }: BenchResult): string {
  const delays = Object.keys(columns).filter((name) => name.startsWith('delay'));
  const lines = rows
    .map(({ peer, figures }) => ({
      label: peer,
      isOwn: isOwn(peer),
      values: delays.map((name) => figures[name]),
    }))
    .filter(({ values }) => values.some((value) => value !== undefined));
  const positions = delays.map((name) => name.replace('delay, ', ''));
  return drawLines(title, { positions, horizontal: 'duration of the operation', vertical: 'delay in ms' }, lines);
}

function isOwn(peer: string): boolean {
  return peer.startsWith('@neon-api/');
}

function circumstancesOf({ circumstances }: BenchResult): string {
  const { measuredAt, node, cpu, cores, rounds } = circumstances;
  const run =
    rounds < FEWEST_ROUNDS
      ? `**A short run** of ${rounds} round${rounds === 1 ? '' : 's'}, so the figures are rough.`
      : `Medians of ${rounds} rounds or more.`;
  return `${run} Measured on ${measuredAt.slice(0, 10)} with Node ${node.replace('v', '')} on ${cores} cores of ${cpu}.`;
}

function tableOf({ columns, rows }: BenchResult): string {
  const names = Object.keys(columns);
  const lines = rows.map(({ peer, figures, remark }) => {
    const cells = names.map((name) => formatFigure(figures[name], columns[name]));
    return `| ${peer.trim()}${remark ? ` (${remark})` : ''} | ${cells.join(' | ')} |`;
  });
  return `| client | ${names.join(' | ')} |\n| --- |${' ---: |'.repeat(names.length)}\n${lines.join('\n')}`;
}

function formatFigure(
  value: number | undefined,
  column: { readonly unit: string; readonly digits: number } | undefined,
): string {
  if (value === undefined) return '–';
  const number = value.toLocaleString('en', {
    minimumFractionDigits: column?.digits,
    maximumFractionDigits: column?.digits,
  });
  return column?.unit ? `${number} ${column.unit}` : number;
}
