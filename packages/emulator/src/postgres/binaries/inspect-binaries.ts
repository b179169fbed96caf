import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../errors.ts';
import { isFile, isRoot, serverUser } from '../root-dir/index.ts';
import type { PostgresBinaries } from './binaries.ts';
import { THIS_MACHINE } from './embedded-packages.ts';
import { decideLaunch } from './launch.ts';
import { explainRunFailure } from './run-failure.ts';

const run = promisify(execFile);
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** Parses the major version from `postgres --version` output, e.g. `postgres (PostgreSQL) 17.10` or `… 18beta1`. */
export function parseMajorVersion(printed: string): number | undefined {
  const major = /\(PostgreSQL\) (\d+)/.exec(printed)?.[1];
  return major === undefined ? undefined : Number(major);
}

/** What programs printed, so that the next emulator of this process does not run them again. */
const printedBefore = new Map<string, string>();

/**
 * Runs the programs in `binDir` once in this process, as the user who will run them later, and again if they changed.
 * Throws if one does not run. `origin` says where they come from.
 */
export async function inspectBinaries(
  kind: PostgresBinaries['kind'],
  binDir: string,
  origin = 'the system',
): Promise<PostgresBinaries> {
  const initdb = join(binDir, `initdb${SUFFIX}`);
  const postgres = join(binDir, `postgres${SUFFIX}`);
  const [, printed] = await Promise.all([readVersion(initdb, origin), readVersion(postgres, origin)]);
  const majorVersion = parseMajorVersion(printed);
  if (majorVersion !== undefined)
    return { kind, majorVersion, initdb, postgres, launch: decideLaunch(process.platform) };
  throw new Error(`${postgres} --version prints no Postgres version. Check that it is a Postgres server.`);
}

async function readVersion(program: string, origin: string): Promise<string> {
  const identity = await identify(program);
  const before = printedBefore.get(identity);
  if (before !== undefined) return before;
  try {
    const { stdout } = await run(program, ['--version'], { cwd: '/', ...serverUser() });
    printedBefore.set(identity, stdout);
    return stdout;
  } catch (cause) {
    const printed = typeof cause === 'object' && cause !== null && 'stderr' in cause ? String(cause.stderr) : '';
    const exists = await isFile(program);
    const failure = { program, origin, exists, code: errorCode(cause), printed, asOtherUser: isRoot() };
    throw new Error(explainRunFailure(failure, THIS_MACHINE), { cause });
  }
}

/** Returns a text that changes when the program is replaced, or when its content or permissions change. */
async function identify(program: string): Promise<string> {
  const found = await stat(program).catch(() => undefined);
  return JSON.stringify([program, found?.ino, found?.size, found?.ctimeMs]);
}
