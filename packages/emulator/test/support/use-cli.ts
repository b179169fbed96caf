import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

/** The built command. */
export const CLI: string = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** A run of the command. */
export interface CliRun {
  readonly process: ChildProcess;
  /** The first line on standard output. */
  readonly firstLine: Promise<string>;
  readonly end: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Returns functions that run the built command. What still runs after a test is killed. */
export function useCli(): {
  run(...args: string[]): CliRun;
  /** Runs it with additional variables. */
  runIn(env: NodeJS.ProcessEnv, ...args: string[]): CliRun;
} {
  const running = new Set<ChildProcess>();
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });

  function runIn(env: NodeJS.ProcessEnv, ...args: string[]): CliRun {
    const child = spawn(process.execPath, [CLI, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
    const end = once(child, 'close').then(([code]) => {
      running.delete(child);
      return { code: code as number | null, stdout, stderr };
    });
    return { process: child, firstLine, end };
  }

  return { run: (...args) => runIn({}, ...args), runIn };
}
