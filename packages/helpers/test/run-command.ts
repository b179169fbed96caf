import { EventEmitter } from 'node:events';
import type { Clock } from '@neon-api/client';
import { runCli } from '../src/cli/index.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Default: a folder without a linked project. */
  readonly cwd?: string;
  readonly clock?: Clock;
}

export interface Running {
  /** Receives the signals of the process. */
  readonly process: EventEmitter;
  /** The output so far. */
  readonly seen: { readonly out: string; readonly err: string };
  readonly ended: Promise<Ran>;
}

/** Runs `neon-helpers` in this process, with its own environment. */
export function startCommand(args: readonly string[], { env, cwd = '/', clock }: RunOptions): Running {
  const seen = { out: '', err: '' };
  const process = Object.assign(new EventEmitter(), {
    ...{ env, cwd: () => cwd },
    ...(clock && { clock }),
    stdout: { write: (text: string) => (seen.out += text) },
    stderr: { write: (text: string) => (seen.err += text) },
  });
  const ended = runCli(args, process).then((code): Ran => ({ code, ...seen }));
  return { process, seen, ended };
}

export function runCommand(args: readonly string[], options: RunOptions): Promise<Ran> {
  return startCommand(args, options).ended;
}
