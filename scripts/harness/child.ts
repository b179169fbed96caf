import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** The descriptor after the usual three: a pipe on which a child can report. */
export const EXTRA_DESCRIPTOR = 3;

/** Shorter than the client's own timeouts, so that a timer that it leaves behind shows: the process does not end. */
const LONGEST_RUN_MS = 40_000;

/** A program to run; `argsIn` gets its home, a temporary folder. */
export interface Program {
  readonly file: string;
  readonly argsIn: (home: string) => readonly string[];
  /** Where it runs; default: its home. */
  readonly cwd?: string;
  /** Its whole environment, beside HOME and TMPDIR. */
  readonly env?: Readonly<Record<string, string>>;
  readonly longestMs?: number;
}

interface Ending {
  readonly printed: string;
  /** Undefined when it ended well. */
  readonly problem: string | undefined;
  readonly said: string;
}

interface Child {
  readonly extra: Readable;
  readonly ending: Promise<Ending>;
  /** Ends it and whatever it has started. */
  remove(): Promise<void>;
}

/** What the program prints; fails with its output when its exit code is not 0, or it does not end in time. */
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

/** Starts the program, calls `use` with what it writes to the extra descriptor, and ends it. It must not end earlier. */
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

function startChild({ file, argsIn, cwd, env, longestMs = LONGEST_RUN_MS }: Program): Child {
  const home = mkdtempSync(join(tmpdir(), 'neon-api-run-'));
  const child = spawn(file, argsIn(home), {
    cwd: cwd ?? home,
    env: { HOME: home, TMPDIR: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own: Chromium is several processes.
    detached: true,
  });
  const [, stdout, stderr, extra] = child.stdio as unknown as [null, Readable, Readable, Readable];
  const endGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It is over already.
    }
  };
  // Its group does not get what ends ours.
  process.once('exit', endGroup);
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
      endGroup();
      process.removeListener('exit', endGroup);
      await closed;
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
