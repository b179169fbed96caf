import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The worker processes of the example. */
export interface Workers {
  /** Kills one with SIGKILL, as the kernel does when memory runs out. */
  killOne(): void;
  /** Rejects if a worker ends by itself. Does not resolve. */
  readonly failed: Promise<never>;
  /** Sends SIGTERM to those that run, and resolves when all have ended. Returns how many SIGKILL has ended. */
  stop(): Promise<number>;
}

/** Starts `count` workers. `path` is the file of the program, `env` its settings. */
export function startWorkers(path: string, count: number, env: Readonly<Record<string, string>>): Workers {
  const workers = Array.from({ length: count }, () =>
    spawn(process.execPath, [path], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );
  const signals = Promise.all(workers.map(signalOf));
  return {
    killOne: () => void workers[0]?.kill('SIGKILL'),
    failed: Promise.race(workers.map(rejectIfItFails)),
    async stop() {
      for (const worker of workers) worker.kill('SIGTERM');
      return (await signals).filter((signal) => signal === 'SIGKILL').length;
    },
  };
}

/** Returns the signal that ended the process. */
async function signalOf(worker: ChildProcess): Promise<unknown> {
  const [, signal] = await once(worker, 'close');
  return signal;
}

async function rejectIfItFails(worker: ChildProcess): Promise<never> {
  const [code] = await once(worker, 'close');
  if (code) throw new Error(`A worker has ended with code ${code}. Its error is above.`);
  return new Promise(() => undefined);
}
