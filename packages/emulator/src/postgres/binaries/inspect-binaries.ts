import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorMessage } from '../errors.ts';
import { serverUser } from '../root-dir/index.ts';
import type { PostgresBinaries } from './binaries.ts';

const run = promisify(execFile);
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** The major version in what `postgres --version` prints, e.g. `postgres (PostgreSQL) 17.10` or `… 18beta1`. */
export function parseMajorVersion(printed: string): number | undefined {
  const major = /\(PostgreSQL\) (\d+)/.exec(printed)?.[1];
  return major === undefined ? undefined : Number(major);
}

/** Runs what is in `binDir` once, as the user that will run it later; throws when it cannot be run. */
export async function inspectBinaries(kind: PostgresBinaries['kind'], binDir: string): Promise<PostgresBinaries> {
  const initdb = join(binDir, `initdb${SUFFIX}`);
  const postgres = join(binDir, `postgres${SUFFIX}`);
  const [, printed] = await Promise.all([tellVersion(initdb), tellVersion(postgres)]);
  const majorVersion = parseMajorVersion(printed);
  if (majorVersion !== undefined) return { kind, majorVersion, initdb, postgres };
  throw new Error(`${postgres} --version names no Postgres version; is it a Postgres server?`);
}

async function tellVersion(program: string): Promise<string> {
  const { stdout } = await run(program, ['--version'], { cwd: '/', ...serverUser() }).catch((cause: unknown) => {
    throw new Error(
      `Postgres cannot be run: ${program} --version failed (${errorMessage(cause)}). ` +
        'Check that the file is executable and made for this system, or run without Postgres (postgres: off).',
      { cause },
    );
  });
  return stdout;
}
