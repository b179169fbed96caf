import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./loopback-child.ts', import.meta.url));

export interface LoopbackNeon {
  readonly baseUrl: string;
  /** Requests since it was last asked. */
  takeRequestCount(): Promise<number>;
  stop(): Promise<void>;
}

/** A Neon with as many projects as told, in a process of its own so that it takes no time of the client's. */
export async function startLoopbackNeon(projectCount: number): Promise<LoopbackNeon> {
  const child = fork(CHILD, [String(projectCount)], { execArgv: ['--import', 'tsx'] });
  const heard = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => reject(new Error(`the loopback server ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(Number(message));
      });
    });
  const port = await heard();
  return {
    baseUrl: `http://127.0.0.1:${port}/api/v2`,
    takeRequestCount() {
      const count = heard();
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
