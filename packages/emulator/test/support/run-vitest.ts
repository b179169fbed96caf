import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const VITEST = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const FIXTURE = join(PACKAGE, 'dist', 'vitest', 'index.js');
/** The built fixture is imported by Node, as from a user's `node_modules`. */
const CONFIG = `export default {
  test: { testTimeout: 60000, retry: 0, server: { deps: { external: [/emulator.dist/] } } },
};
`;

/** The import of the fixture for files that `runVitest` runs. */
export const IMPORT_FIXTURE: string = `import { neonTest } from ${JSON.stringify(FIXTURE)};`;

export interface VitestRun {
  readonly passed: number;
  readonly failed: number;
  /** Everything that was printed, with the errors outside of tests. */
  readonly output: string;
}

/** Writes the files to a folder of their own, and runs Vitest on it in another process. */
export async function runVitest(files: Readonly<Record<string, string>>): Promise<VitestRun> {
  // Inside the package, so that the files can import what it depends on.
  const cache = join(PACKAGE, '.cache');
  mkdirSync(cache, { recursive: true });
  const root = mkdtempSync(join(cache, 'vitest-'));
  const report = join(root, 'report.json');
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    writeFileSync(join(root, 'vitest.config.js'), CONFIG);
    const args = [VITEST, 'run', '--root', root, '--reporter=default', '--reporter=json', `--outputFile=${report}`];
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { cwd: root, timeout: 100_000, env: childEnv() }, (_, stdout, stderr) => {
        resolve(`${stdout}${stderr}`);
      });
    });
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    return { passed: numPassedTests, failed: numFailedTests, output };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The environment without what this Vitest set for its own workers. */
function childEnv(): NodeJS.ProcessEnv {
  const { VITEST: _, VITEST_WORKER_ID, VITEST_POOL_ID, VITEST_MODE, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
}
