import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { messageOf } from '@neon-api/ground';
import { errorCode, type Log } from '../support/index.ts';

/** What shells return. */
const NOT_FOUND = 127;
const CANNOT_RUN = 126;
const BY_SIGNAL = 128;

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Returns the exit code of a process that ended with a code or by a signal. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]);
}

/**
 * Returns whether a signal must be passed on to the child. A terminal sends its own to every process of the foreground,
 * so the child already has them.
 */
export function mustForward(signal: NodeJS.Signals, hasTerminal: boolean): boolean {
  return !(hasTerminal && signal === 'SIGINT');
}

/** Runs a command with inherited streams and passes signals on. Returns its exit code once it has ended. */
export async function runChild(
  [program = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  log: Log,
): Promise<number> {
  const child = start(program, args, env);
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const stopForwarding = forwardSignals(child);
  try {
    return exitCodeOf(...(await ended));
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT';
    log(
      isMissing
        ? `neon-emulator run: the command ${program} was not found. Check its name and PATH.`
        : `neon-emulator run: the command ${program} cannot be run: ${messageOf(error)}.`,
    );
    return isMissing ? NOT_FOUND : CANNOT_RUN;
  } finally {
    stopForwarding();
  }
}

function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  // On Windows, npm and npx are scripts, which only a shell can run.
  if (process.platform !== 'win32') return spawn(program, args, { stdio: 'inherit', env });
  return spawn([program, ...args].map(quoteForCmd).join(' '), { stdio: 'inherit', env, shell: true });
}

/** Quotes a word for cmd.exe. */
export function quoteForCmd(word: string): string {
  return /^[\w./:\\@=-]+$/.test(word) ? word : `"${word.replaceAll('"', '""')}"`;
}

function forwardSignals(child: ChildProcess): () => void {
  const forward = (signal: NodeJS.Signals): void => {
    if (mustForward(signal, process.stdin.isTTY)) child.kill(signal);
  };
  for (const name of FORWARDED) process.on(name, forward);
  return () => {
    for (const name of FORWARDED) process.off(name, forward);
  };
}
