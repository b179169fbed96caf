import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { isAlive } from '../../support/index.ts';

/** The part of a child process that a server needs; it may be a process that another one started. */
export type ServerProcess = Pick<ChildProcess, 'pid' | 'exitCode' | 'signalCode' | 'kill' | 'ref' | 'unref'> &
  EventEmitter;

const POLL_MS = 100;

export interface AdoptedProcess {
  readonly pid: number;
  /** Called once after the process ends, because only a parent can read its exit code. */
  readonly hasEndedInOrder: () => boolean;
}

/** Wraps a process that another one started. Emits `exit` when it ends, with code 0 after a clean shutdown. */
export function adoptProcess({ pid, hasEndedInOrder }: AdoptedProcess): ServerProcess {
  const timer = setInterval(look, POLL_MS).unref();
  const adopted = Object.assign(new EventEmitter(), {
    pid,
    exitCode: null as number | null,
    signalCode: null,
    ref: () => timer.ref(),
    unref: () => timer.unref(),
    kill: (signal?: NodeJS.Signals | number) => process.kill(pid, signal),
  });
  function look(): void {
    if (isAlive(pid)) return;
    clearInterval(timer);
    adopted.exitCode = hasEndedInOrder() ? 0 : 1;
    adopted.emit('exit', adopted.exitCode, null);
  }
  return adopted;
}
