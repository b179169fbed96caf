import { formatSections, formatTable } from '../harness/index.ts';
import type { InstallSize } from '../install-size/index.ts';

export interface Step {
  readonly what: string;
  readonly manager: string;
  readonly durationMs: number;
  /** What is installed after the step. */
  readonly size?: InstallSize;
  /** Why the step failed. */
  readonly complaint?: string;
}

const HEAD = ['step', 'package manager', 'result', 'seconds', 'packages', 'MB'];

/** Formats one step while the rehearsal runs. */
export function describeStep({ what, manager, durationMs, complaint }: Step): string {
  const result = complaint === undefined ? 'passed' : `failed: ${complaint}`;
  return `${what} (${manager}, ${(durationMs / 1000).toFixed(1)} s): ${result}`;
}

/** Formats a line for each step, followed by the complaints. */
export function formatRehearsal(steps: readonly Step[]): string {
  const rows = steps.map(({ what, manager, complaint, durationMs, size }) => [
    what,
    manager,
    complaint === undefined ? 'passed' : 'failed',
    (durationMs / 1000).toFixed(1),
    size === undefined ? '' : String(size.packageCount),
    size === undefined ? '' : (size.sizeBytes / 1e6).toFixed(1),
  ]);
  const complaints = steps.flatMap(({ what, manager, complaint }) =>
    complaint === undefined ? [] : [`${what} (${manager}): ${complaint}`],
  );
  return formatSections([formatTable([HEAD, ...rows], 3), complaints]);
}
