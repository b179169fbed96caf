import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The parts of Vitest's JSON report that we read. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests?: number;
  readonly numTodoTests?: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Summary {
  readonly line: string;
  readonly exitCode: 0 | 1;
}

/**
 * Counts the results in a Vitest report; undefined if it is missing or unreadable. `failedSteps` are the CI commands that
 * failed. Each counts as one failure, but `test` only if the report has no failure.
 */
export function summarise(reportText: string | undefined, failedSteps: readonly string[]): Summary {
  const report = reportText === undefined ? undefined : parseReport(reportText);
  const { passed, failed, skipped } = report === undefined ? { passed: 0, failed: 0, skipped: 0 } : count(report);
  const nothingRan = passed + failed === 0;
  const testsFailedUnseen = failed === 0 && (nothingRan || failedSteps.includes('test'));
  const total = failed + (testsFailedUnseen ? 1 : 0) + failedSteps.filter((step) => step !== 'test').length;
  const parts = [`${passed} passed`, `${total} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  return { line: parts.join(', '), exitCode: total > 0 ? 1 : 0 };
}

function parseReport(text: string): Report | undefined {
  try {
    const value = JSON.parse(text) as Partial<Report> | null;
    return typeof value?.numPassedTests === 'number' && Array.isArray(value.testResults)
      ? (value as Report)
      : undefined;
  } catch {
    // A truncated report counts as missing.
    return undefined;
  }
}

function count(report: Report): { passed: number; failed: number; skipped: number } {
  // A file that could not be loaded, or whose hook failed, has no failed test of its own.
  const failedFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((assertion) => assertion.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedFiles.length,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

// tsx scripts/ci-summary.ts [failed step…]
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const report = readReport(join(import.meta.dirname, '../.cache/vitest.json'));
  const { line, exitCode } = summarise(report, process.argv.slice(2));
  process.stdout.write(`${line}\n`);
  process.exitCode = exitCode;
}
