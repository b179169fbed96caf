import type { KnownDifferences, Verdict } from './judge-report.ts';

export interface Result extends Verdict {
  readonly runtime: string;
  readonly version: string;
  readonly durationMs: number;
  readonly known?: KnownDifferences | undefined;
}

const HEAD = ['runtime', 'version', 'passed', 'failed', 'ms'];

/** A line for each runtime; below it where it is known to differ, and what is wrong. */
export function formatResults(results: readonly Result[]): string {
  const rows = results.map(({ runtime, version, passed, complaints, durationMs }) => [
    runtime,
    version,
    String(passed),
    String(complaints.length),
    durationMs.toFixed(0),
  ]);
  const widths = HEAD.map((_, column) => Math.max(...[HEAD, ...rows].map((row) => row[column]?.length ?? 0)));
  const lines = [HEAD, ...rows].map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  const complaints = results.flatMap(({ runtime, complaints: own }) => own.map((one) => `${runtime}: ${one}`));
  const differences = results.flatMap(({ runtime, known = {} }) =>
    Object.entries(known).map(
      ([name, gives]) => `${runtime}: known to differ: ${name}: gives ${JSON.stringify(gives)}`,
    ),
  );
  return [lines, differences, complaints]
    .filter((part) => part.length > 0)
    .map((part) => `${part.join('\n')}\n`)
    .join('\n');
}
