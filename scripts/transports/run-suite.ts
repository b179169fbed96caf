import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT } from '../repository.ts';
import { EXCLUDED } from './excluded.ts';

const PACKAGE = join(ROOT, 'packages/emulator');
const HANDLERS = join(PACKAGE, 'src/handlers');

interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

export interface SuiteResult {
  readonly passed: number;
  readonly excluded: number;
  readonly failures: readonly string[];
}

/** Runs test files of the handlers over a transport, and counts the tests. */
export async function runSuite(transport: string, remote: string, files: readonly string[]): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-transports-'));
  const output = join(folder, 'report.json');
  try {
    const said = await runVitest(['run', '--reporter=json', `--outputFile=${output}`, ...files], {
      NEON_EMULATOR_TRANSPORT: transport,
      NEON_EMULATOR_REMOTE: remote,
    });
    const report = readReport(output, said);
    return judge(transport, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runVitest(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const vitest = join(PACKAGE, 'node_modules/vitest/vitest.mjs');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vitest, ...args], { cwd: PACKAGE, env: { ...process.env, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', () => resolve(said));
  });
}

function readReport(path: string, said: string): TestReport {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TestReport;
  } catch (error) {
    throw new Error(`Vitest wrote no report. Its output: ${said}`, { cause: error });
  }
}

/** An excluded test must fail: otherwise it need not be excluded. */
function judge(transport: string, { testResults }: TestReport): SuiteResult {
  let passed = 0;
  let excluded = 0;
  const failures: string[] = [];
  for (const { name, message, assertionResults } of testResults) {
    const file = relative(HANDLERS, name).replaceAll('\\', '/');
    if (assertionResults.length === 0) failures.push(`${file}: ${message}`);
    for (const { fullName, status, failureMessages } of assertionResults) {
      if (isExcluded(transport, file, fullName)) {
        excluded += 1;
        if (status === 'passed') failures.push(`${file}: "${fullName}" passes. Remove it from excluded.ts.`);
      } else if (status === 'passed') {
        passed += 1;
      } else {
        failures.push(`${file}: "${fullName}" ${status}: ${failureMessages[0]?.split('\n')[0] ?? ''}`);
      }
    }
  }
  return { passed, excluded, failures };
}

function isExcluded(transport: string, file: string, name: string): boolean {
  return EXCLUDED.some(
    (one) => one.file === file && one.transports.includes(transport) && name.startsWith(one.name ?? ''),
  );
}
