import { EventEmitter } from 'node:events';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: `/`. */
  readonly cwd?: string;
  /** Whether the output is a terminal. Default: false. */
  readonly isTTY?: boolean;
}

/** What a command uses of its process. */
export interface TestProcess extends EventEmitter {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: () => string;
  readonly stdout: TestOutput;
  readonly stderr: TestOutput;
}

interface TestOutput {
  readonly isTTY: boolean;
  readonly write: (text: string) => string;
}

export interface Running {
  /** Receives the signals of the process. */
  readonly process: EventEmitter;
  /** The output so far. */
  readonly seen: { readonly out: string; readonly err: string };
  readonly ended: Promise<Ran>;
}

/** Runs a command in this process, with its own environment. */
export function startProgram(
  run: (process: TestProcess) => Promise<number>,
  { env, cwd = '/', isTTY = false }: RunOptions,
): Running {
  const seen = { out: '', err: '' };
  const process = Object.assign(new EventEmitter(), {
    ...{ env, cwd: () => cwd },
    stdout: { isTTY, write: (text: string) => (seen.out += text) },
    stderr: { isTTY, write: (text: string) => (seen.err += text) },
  });
  const ended = run(process).then((code): Ran => ({ code, ...seen }));
  return { process, seen, ended };
}
