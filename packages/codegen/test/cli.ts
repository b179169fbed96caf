import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCli as run } from '../src/cli/index.ts';

const CLI = join(import.meta.dirname, '../dist/cli.js');

/** The contract of this repository, for `--specs`. */
export const SPECS: string = join(import.meta.dirname, '../../../specs');

export interface CliResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in `cwd` in this process, where the compiler is loaded once for all runs. */
export async function runCli(cwd: string, ...args: string[]): Promise<CliResult> {
  const before = process.cwd();
  const seen = { stdout: '', stderr: '' };
  process.chdir(cwd);
  try {
    const status = await run(args, {
      stdout: { write: (text) => (seen.stdout += text) },
      stderr: { write: (text) => (seen.stderr += text) },
    });
    return { status, ...seen };
  } finally {
    process.chdir(before);
  }
}

/** Runs the built command in `cwd`, in a process of its own. */
export function runBuiltCli(cwd: string, ...args: string[]): CliResult {
  return runCliUnder([], cwd, ...args);
}

/** Runs the built command with Node flags. */
export function runCliUnder(nodeFlags: readonly string[], cwd: string, ...args: string[]): CliResult {
  return spawnCli(nodeFlags, args, { cwd });
}

/** Runs the built command as an unprivileged user, because permissions do not restrict root. */
export function runCliAsNobody(cwd: string, ...args: string[]): CliResult {
  return spawnCli([], args, { cwd, ...(process.getuid?.() === 0 && { uid: 65534, gid: 65534 }) });
}

/** Returns the URLs of the modules that a run of the built command loads. */
export function modulesLoadedBy(cwd: string, ...args: string[]): string[] {
  const { stderr } = runCliUnder(['--import', LOG_MODULES], cwd, ...args);
  return [...stderr.matchAll(/^loaded (.*)$/gm)].map(([, url]) => url ?? '');
}

const dataUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;

const LOG_HOOK = dataUrl(`
import { writeSync } from 'node:fs';
export function load(url, context, next) {
  writeSync(2, 'loaded ' + url + '\\n');
  return next(url, context);
}`);

const LOG_MODULES = dataUrl(`import { register } from 'node:module'; register(${JSON.stringify(LOG_HOOK)});`);

function spawnCli(nodeFlags: readonly string[], args: readonly string[], options: SpawnOptions): CliResult {
  if (!existsSync(CLI)) throw new Error(`${CLI} does not exist. Run the build first.`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeFlags, CLI, ...args], {
    ...options,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}
