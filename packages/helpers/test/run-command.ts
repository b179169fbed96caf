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
  /** Default: a folder that is linked to nothing. */
  readonly cwd?: string;
  readonly clock?: Clock;
}

export interface Running {
  /** Takes the signals that a process gets. */
  readonly process: EventEmitter;
  /** What was printed so far. */
  readonly seen: { readonly out: string; readonly err: string };
  readonly ended: Promise<Ran>;
}

/** `neon-helpers` in this process, with an environment of its own. */
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
