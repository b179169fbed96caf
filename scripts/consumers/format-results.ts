import { formatSections, formatTable, type Verdict } from '../harness/index.ts';
import type { PackageManager } from './complete-manifest.ts';

export interface Result extends Verdict {
  readonly consumer: string;
  readonly manager: PackageManager;
  readonly versions: string;
  /** Whether the project could be installed, so that its program ran. */
  readonly tried: boolean;
  readonly durationMs: number;
}

const HEAD = ['consumer', 'installed by', 'versions', 'passed', 'failed', 'seconds'];

/** A line for each consumer, and below the table what is wrong. */
export function formatResults(results: readonly Result[]): string {
  const rows = results.map(({ consumer, manager, versions, passed, complaints, durationMs }) => [
    consumer,
    manager,
    versions,
    String(passed),
    String(complaints.length),
    (durationMs / 1000).toFixed(1),
  ]);
  const complaints = results.flatMap(({ consumer, complaints: own }) =>
    own.map((one) => `${consumer}: ${excerpt(one)}`),
  );
  return formatSections([formatTable([HEAD, ...rows], 3), complaints]);
}

/** 0 when every consumer passes, 1 when one fails, 2 when none could be tried. */
export function exitCodeOf(results: readonly Pick<Result, 'tried' | 'complaints'>[]): 0 | 1 | 2 {
  if (!results.some(({ tried }) => tried)) return 2;
  return results.some(({ complaints }) => complaints.length > 0) ? 1 : 0;
}

const LONGEST_LINES = 25;

/** The beginning of a text: a compiler says the same of every line. */
function excerpt(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const more = lines.length - LONGEST_LINES;
  return [...lines.slice(0, LONGEST_LINES), ...(more > 0 ? [`… and ${more} more lines`] : [])].join('\n  ');
}
