import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** A worker in a process of its own, and what it sent. */
export interface WorkerProcess<Message> {
  readonly process: ChildProcess;
  readonly messages: readonly Message[];
}

/** Starts processes that import the built package. `stopAll` kills those that still run. */
export function createWorkerProcesses<Message>(program: string): {
  start(
    settings: object,
    onMessage?: (message: Message, worker: WorkerProcess<Message>) => void,
  ): WorkerProcess<Message>;
  stopAll(): Promise<void>;
} {
  const running = new Set<ChildProcess>();
  return {
    start(settings, onMessage) {
      const args = ['--input-type=module', '--eval', program, JSON.stringify(settings)];
      const child = spawn(process.execPath, args, { cwd: PACKAGE, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const messages: Message[] = [];
      const worker = { process: child, messages };
      running.add(child);
      child.on('message', (message) => {
        messages.push(message as Message);
        onMessage?.(message as Message, worker);
      });
      child.once('close', () => running.delete(child));
      return worker;
    },
    async stopAll() {
      await Promise.all([...running].map((child) => child.kill('SIGKILL') && once(child, 'close')));
    },
  };
}
