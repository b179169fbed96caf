import { formatSections, formatTable, type Verdict } from '../harness/index.ts';
import type { PackageManager } from './complete-manifest.ts';

export interface Result extends Verdict {
  readonly consumer: string;
  readonly manager: PackageManager;
  readonly versions: string;
  /** True if the project was installed, so that its program ran. */
  readonly tried: boolean;
  readonly failed: number;
  readonly durationMs: number;
}

const HEAD = ['consumer', 'installed by', 'versions', 'passed', 'failed', 'seconds'];

/** Formats a line for each consumer, followed by the complaints. */
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

/** Returns 0 if every consumer passes, 1 if one fails, and 2 if none could be installed. */
export function exitCodeOf(results: readonly Pick<Result, 'tried' | 'complaints'>[]): 0 | 1 | 2 {
  if (!results.some(({ tried }) => tried)) return 2;
  return results.some(({ complaints }) => complaints.length > 0) ? 1 : 0;
}

const MOST_LINES = 16;
const MOST_CHARACTERS = 400;

/** Returns the beginning of the output of a compiler or a test runner. */
function excerpt(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, MOST_LINES).map((line) => clip(line, MOST_CHARACTERS));
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more lines`] : [])].join('\n  ');
}

function clip(line: string, length: number): string {
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
