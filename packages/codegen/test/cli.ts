import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../dist/cli.js');

/** The contract of this repository, for `--specs`. */
export const SPECS: string = join(import.meta.dirname, '../../../specs');

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in `cwd`. */
export function runCli(cwd: string, ...args: string[]): CliResult {
  return runCliUnder([], cwd, ...args);
}

/** The same, with flags for Node. */
export function runCliUnder(nodeFlags: readonly string[], cwd: string, ...args: string[]): CliResult {
  return spawnCli(nodeFlags, args, { cwd });
}

/** The same, as a user whom permissions bind: root may write everywhere. */
export function runCliAsNobody(cwd: string, ...args: string[]): CliResult {
  return spawnCli([], args, { cwd, ...(process.getuid?.() === 0 && { uid: 65534, gid: 65534 }) });
}

function spawnCli(nodeFlags: readonly string[], args: readonly string[], options: SpawnOptions): CliResult {
  if (!existsSync(CLI)) throw new Error(`${CLI} does not exist. Run the build first.`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeFlags, CLI, ...args], {
    ...options,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
