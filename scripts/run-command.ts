import { execFile } from 'node:child_process';
import { win32 } from 'node:path';
import { promisify } from 'node:util';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

const execute = promisify(execFile);

/** Returns the command's output. Throws, with all of its output, if the exit code is not 0. */
export async function runCommand({ file, args }: Command, cwd: string): Promise<string> {
  try {
    const { stdout } = await execute(file, [...args], { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
    return stdout;
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: string; stderr?: string };
    throw new Error(`\`${[file, ...args].join(' ')}\` failed in ${cwd}:\n${stdout ?? ''}${stderr ?? ''}`, { cause });
  }
}

/** Returns a command that runs a script in the Node of this process. */
export function node(...args: readonly string[]): Command {
  return { file: process.execPath, args };
}

/** The facts that decide how to run a package manager. */
export interface RunningUnder {
  /** The script of the package manager that runs this process. */
  readonly manager: string | undefined;
  readonly platform: NodeJS.Platform;
  /** The Node that runs this process. */
  readonly node: string;
}

const HERE: RunningUnder = {
  manager: process.env.npm_execpath,
  platform: process.platform,
  node: process.execPath,
};

/** Returns the pnpm that runs this process, or the version in package.json, through npx. */
export function pnpm(packageManager: string, args: readonly string[], under: RunningUnder = HERE): Command {
  const { manager } = under;
  if (manager !== undefined && /pnpm\.[cm]?js$/.test(manager)) return { file: under.node, args: [manager, ...args] };
  return npx(['-y', packageManager, ...args], under);
}

/** On Windows, npx is a batch file, which Node starts only through a shell, so Node runs its script directly. */
function npx(args: readonly string[], { platform, node, manager }: RunningUnder): Command {
  if (platform !== 'win32') return { file: 'npx', args };
  const isNpm = manager !== undefined && /np[mx]-cli\.js$/.test(manager);
  const folder = isNpm ? win32.dirname(manager) : win32.join(win32.dirname(node), 'node_modules', 'npm', 'bin');
  return { file: node, args: [win32.join(folder, 'npx-cli.js'), ...args] };
}
