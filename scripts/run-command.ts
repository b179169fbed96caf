import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

const execute = promisify(execFile);

/** What the command printed; fails with everything that it said when its exit code is not 0. */
export async function runCommand({ file, args }: Command, cwd: string): Promise<string> {
  try {
    const { stdout } = await execute(file, [...args], { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
    return stdout;
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string };
    throw new Error(`\`${[file, ...args].join(' ')}\` failed in ${cwd}:\n${stdout ?? ''}${stderr ?? ''}`, { cause });
  }
}

/** This process's Node running a script. */
export function node(...args: readonly string[]): Command {
  return { file: process.execPath, args };
}

/** The pnpm that runs us where one does, else the version that package.json names, through npx. */
export function pnpm(
  packageManager: string,
  args: readonly string[],
  running: string | undefined = process.env.npm_execpath,
): Command {
  if (running !== undefined && /pnpm\.[cm]?js$/.test(running)) return node(running, ...args);
  return { file: 'npx', args: ['-y', packageManager, ...args] };
}
