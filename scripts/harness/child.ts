import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** The descriptor after stdin, stdout and stderr: a pipe on which a child can report. */
export const EXTRA_DESCRIPTOR = 3;

/** Shorter than the client's timeouts, so a leftover timer is noticed: the process does not exit in time. */
const LONGEST_RUN_MS = 40_000;

/** A program to run. `argsIn` receives its home, a temporary folder. */
export interface Program {
  readonly file: string;
  readonly argsIn: (home: string) => readonly string[];
  /** Working directory. Default: its home. */
  readonly cwd?: string;
  /** Its whole environment, except HOME and TMPDIR. */
  readonly env?: Readonly<Record<string, string>>;
  readonly longestMs?: number;
  /** How long it may take to stop by itself after SIGTERM. Default: 0, it is killed at once. */
  readonly stopsWithinMs?: number;
}

interface Ending {
  readonly printed: string;
  /** Undefined if it succeeded. */
  readonly problem: string | undefined;
  readonly said: string;
}

interface Child {
  readonly extra: Readable;
  readonly ending: Promise<Ending>;
  /** Ends it and all processes that it started. */
  remove(): Promise<void>;
}

/** Returns the program's output. Throws, with its output, if the exit code is not 0 or it does not exit in time. */
export async function runToEnd(program: Program): Promise<string> {
  const child = startChild(program);
  try {
    const { printed, problem, said } = await child.ending;
    if (problem) throw new Error(`${program.file} ${problem}. Its output: ${said}`);
    return printed;
  } finally {
    await child.remove();
  }
}

/** Starts the program, passes what it writes to the extra descriptor to `use`, and ends it. It must not exit earlier. */
export async function whileRunning<Result>(
  program: Program,
  use: (extra: Readable) => Promise<Result>,
): Promise<Result> {
  const child = startChild(program);
  const endedEarly = async (): Promise<never> => {
    const { problem = 'ended too early', said } = await child.ending;
    throw new Error(`${program.file} ${problem}. Its output: ${said}`);
  };
  try {
    return await Promise.race([use(child.extra), endedEarly()]);
  } finally {
    await child.remove();
  }
}

function startChild({ file, argsIn, cwd, env, longestMs = LONGEST_RUN_MS, stopsWithinMs = 0 }: Program): Child {
  const home = mkdtempSync(join(tmpdir(), 'neon-api-run-'));
  const child = spawn(file, argsIn(home), {
    cwd: cwd ?? home,
    env: { HOME: home, TMPDIR: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // In its own process group, because Chromium is several processes.
    detached: true,
  });
  const [, stdout, stderr, extra] = child.stdio as unknown as [null, Readable, Readable, Readable];
  const signalGroup = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has already exited.
    }
  };
  const endGroup = (): void => signalGroup('SIGKILL');
  // Signals that end our process group do not reach the child's group.
  const endWithUs = (): void => signalGroup(stopsWithinMs > 0 ? 'SIGTERM' : 'SIGKILL');
  process.once('exit', endWithUs);
  let overdue = false;
  const timer = setTimeout(() => {
    overdue = true;
    endGroup();
  }, longestMs);
  const closed = new Promise<string | undefined>((resolve) => {
    child.on('error', ({ message }) => resolve(`did not start: ${message}`));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`));
  });
  const ending = Promise.all([text(stdout), closed, text(stderr)]).then(([printed, problem, said]) => ({
    printed,
    problem: overdue ? `did not end within ${longestMs} ms` : problem,
    said: said.trim() || printed.trim() || 'nothing',
  }));
  return {
    extra,
    ending,
    async remove() {
      clearTimeout(timer);
      if (stopsWithinMs > 0) {
        signalGroup('SIGTERM');
        await Promise.race([closed, sleep(stopsWithinMs, undefined, { ref: false })]);
      }
      endGroup();
      process.removeListener('exit', endWithUs);
      await closed;
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
