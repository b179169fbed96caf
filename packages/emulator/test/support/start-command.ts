import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const CLI: string = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface FailedStart {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a start that fails until it ends. */
export function runToFailure(env: NodeJS.ProcessEnv, command: string, ...args: readonly string[]): FailedStart {
  return spawnSync(command, args, {
    cwd: '/',
    env: { ...process.env, ...env },
    encoding: 'utf8',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
}

/** Runs a start that succeeds, passes its first line to `use`, and stops it afterwards. */
export async function whileStarted<Value>(
  env: NodeJS.ProcessEnv,
  [command, ...args]: readonly [string, ...string[]],
  use: (firstLine: string) => Value | Promise<Value>,
): Promise<Value> {
  const child = spawn(command, args, {
    cwd: '/',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (chunk) => {
    printed += String(chunk);
  });
  const ended = once(child, 'exit');
  try {
    const line = once(createInterface({ input: child.stdout }), 'line').then(([first]) => String(first));
    const failed = ended.then(() => Promise.reject(new Error(`The emulator did not start: ${printed}`)));
    failed.catch(() => {});
    return await use(await Promise.race([line, failed]));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

export function expectOneSentence({ status, stdout, stderr }: FailedStart, message: RegExp): void {
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain('    at ');
  expect(stderr.trim().split('\n')).toHaveLength(1);
}
