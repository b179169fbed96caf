import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./loopback-child.ts', import.meta.url));

export interface LoopbackNeon {
  readonly baseUrl: string;
  /** Returns the number of requests since the last call. */
  takeRequestCount(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server with `projectCount` projects, in a separate process so that it uses no CPU time of the client. */
export async function startLoopbackNeon(projectCount: number): Promise<LoopbackNeon> {
  const child = fork(CHILD, [String(projectCount)], { execArgv: ['--import', 'tsx'] });
  const nextMessage = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`The loopback server exited with code ${code}.`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(Number(message));
      });
    });
  const port = await nextMessage();
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v2`,
    takeRequestCount() {
      const count = nextMessage();
      child.send('count');
      return count;
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
