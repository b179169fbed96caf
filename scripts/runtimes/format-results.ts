import { formatSections, formatTable, type Verdict } from '../harness/index.ts';
import type { KnownDifferences } from './judge-report.ts';

export interface Result extends Verdict {
  readonly runtime: string;
  readonly version: string;
  readonly durationMs: number;
  readonly known?: KnownDifferences | undefined;
}

const HEAD = ['runtime', 'version', 'passed', 'failed', 'ms'];

/** Formats a line for each runtime, followed by its known differences and its failures. */
export function formatResults(results: readonly Result[]): string {
  const rows = results.map(({ runtime, version, passed, complaints, durationMs }) => [
    runtime,
    version,
    String(passed),
    String(complaints.length),
    durationMs.toFixed(0),
  ]);
  const complaints = results.flatMap(({ runtime, complaints: own }) => own.map((one) => `${runtime}: ${one}`));
  const differences = results.flatMap(({ runtime, known = {} }) =>
    Object.entries(known).map(
      ([name, gives]) => `${runtime}: known difference: ${name} returns ${JSON.stringify(gives)}`,
    ),
  );
  return formatSections([formatTable([HEAD, ...rows], 2), differences, complaints]);
}
