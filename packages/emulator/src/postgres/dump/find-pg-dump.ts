import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listBinDirs, parseMajorVersion } from '../binaries/index.ts';
import { serverUser } from '../root-dir/index.ts';

const run = promisify(execFile);
const PROGRAM = process.platform === 'win32' ? 'pg_dump.exe' : 'pg_dump';

export interface PgDump {
  readonly program: string;
  readonly majorVersion: number;
}

/** Finds every pg_dump that runs, on PATH and in the usual folders. */
export async function findPgDumps(path: string = process.env.PATH ?? ''): Promise<PgDump[]> {
  const found: PgDump[] = [];
  for (const binDir of listBinDirs(path)) {
    const program = join(binDir, PROGRAM);
    const majorVersion = await readVersion(program).catch(() => undefined);
    if (majorVersion !== undefined) found.push({ program, majorVersion });
  }
  return found;
}

async function readVersion(program: string): Promise<number | undefined> {
  await access(program);
  const { stdout } = await run(program, ['--version'], { cwd: '/', ...serverUser() });
  return parseMajorVersion(stdout);
}

/** Chooses the nearest version, whose output is most like the server's own. pg_dump cannot read newer servers. */
export function choosePgDump(found: readonly PgDump[], serverVersion: number): PgDump | undefined {
  return found
    .filter(({ majorVersion }) => majorVersion >= serverVersion)
    .reduce<PgDump | undefined>(
      (nearest, each) => (nearest && nearest.majorVersion <= each.majorVersion ? nearest : each),
      undefined,
    );
}
