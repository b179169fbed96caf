import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { isAlive } from '../../support/index.ts';

/** As much of a child process as a server needs, so that it may be one that this process did not start itself. */
export type ServerProcess = Pick<ChildProcess, 'exitCode' | 'signalCode' | 'kill' | 'ref' | 'unref'> & EventEmitter;

const POLL_MS = 100;

export interface AdoptedProcess {
  readonly pid: number;
  /** Asked once it is gone: the system tells only a parent how a process ended. */
  readonly hasEndedInOrder: () => boolean;
}

/** A process that another one started, known by its id. Emits `exit` when it is gone, with 0 if it ended in order. */
export function adoptProcess({ pid, hasEndedInOrder }: AdoptedProcess): ServerProcess {
  const timer = setInterval(look, POLL_MS).unref();
  const adopted = Object.assign(new EventEmitter(), {
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
