import { formatSections, formatTable, type Verdict } from '../harness/index.ts';
import type { PackageManager } from './complete-manifest.ts';

export interface Result extends Verdict {
  readonly consumer: string;
  readonly manager: PackageManager;
  readonly versions: string;
  /** Whether the project could be installed, so that its program ran. */
  readonly tried: boolean;
  readonly failed: number;
  readonly durationMs: number;
}

const HEAD = ['consumer', 'installed by', 'versions', 'passed', 'failed', 'seconds'];

/** A line for each consumer, and below the table what is wrong. */
export function formatResults(results: readonly Result[]): string {
  const rows = results.map(({ consumer, manager, versions, passed, failed, durationMs }) => [
    consumer,
    manager,
    versions,
    String(passed),
    String(failed),
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

const MOST_LINES = 16;
const MOST_CHARACTERS = 400;

/** The beginning of what a compiler or a test runner printed. */
function excerpt(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, MOST_LINES).map((line) => clip(line, MOST_CHARACTERS));
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more lines`] : [])].join('\n  ');
}

function clip(line: string, length: number): string {
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
