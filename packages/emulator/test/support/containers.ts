import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Api, createApi } from './api.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** Runs the command as process 1 of its own PID namespace, as in a container. */
const UNSHARE = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'] as const;

export interface Container {
  readonly api: Api;
  /** Its output on standard error. */
  readonly log: () => string;
  /** Kills all its processes. Resolves when the emulator has ended. */
  kill(): Promise<void>;
}

/** Returns false if this user cannot create a PID namespace. */
export function canRunContainers(): boolean {
  const [command, ...args] = UNSHARE;
  return process.platform === 'linux' && spawnSync(command, [...args, 'true']).status === 0;
}

/** Starts the command as process 1 of its own PID namespace. */
export async function startContainer(flags: readonly string[]): Promise<Container> {
  const { child, log } = spawnInContainer(flags);
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout ?? process.stdin }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The emulator did not start: ${log()}`))),
  ]);
  return {
    api: createApi(JSON.parse(String(line)) as { apiUrl: string; apiKey: string }),
    log,
    async kill() {
      // Closes when the last process that writes to it has ended, not only the one that created the namespace.
      const gone = once(child, 'close');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Runs the command in its own PID namespace until it ends. */
export async function runContainer(flags: readonly string[]): Promise<{ code: number | null; log: string }> {
  const { child, log } = spawnInContainer(flags);
  const [code] = await once(child, 'close');
  return { code: code as number | null, log: log() };
}

function spawnInContainer(flags: readonly string[]): { readonly child: ChildProcess; readonly log: () => string } {
  const [command, ...args] = UNSHARE;
  const common = ['--port', '0', '--speed', 'instant', '--api-key', 'k', '--json', '--strict'];
  const child = spawn(command, [...args, process.execPath, CLI, ...common, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { child, log: () => text };
}
