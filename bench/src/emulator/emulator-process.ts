import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../packages/emulator/dist/cli.js', import.meta.url));

/** An emulator that runs in a separate process. */
export interface EmulatorProcess {
  readonly pid: number;
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly orgId: string;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export interface ProcessSettings {
  readonly env?: NodeJS.ProcessEnv;
  /** The user who runs it. Needs root. */
  readonly uid?: number;
}

/** Starts an emulator, without Postgres unless `flags` enable it. */
export async function startProcess(flags: readonly string[], settings: ProcessSettings = {}): Promise<EmulatorProcess> {
  const args = ['--port', '0', '--postgres', 'off', '--speed', 'instant', '--json', ...flags];
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/',
    ...settings,
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const ready = JSON.parse(String(line)) as Pick<EmulatorProcess, 'apiUrl' | 'apiKey' | 'orgId'>;
  return {
    ...ready,
    pid: child.pid ?? 0,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

export async function withEmulator<Value>(
  flags: readonly string[],
  work: (emulator: EmulatorProcess) => Promise<Value>,
): Promise<Value> {
  const emulator = await startProcess(flags);
  try {
    return await work(emulator);
  } finally {
    await emulator.stop();
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Calls the API. Repeats the call while running operations lock the project (423). */
export async function call<Answer>(
  { apiUrl, apiKey }: EmulatorProcess,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  for (;;) {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer as Answer;
    if (response.status !== 423) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
  }
}
