import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../../packages/emulator/dist/cli.js', import.meta.url));

/** The command in a process of its own. */
export interface EmulatorProcess {
  readonly pid: number;
  readonly apiUrl: string;
  readonly apiKey: string;
  stop(): Promise<void>;
}

export async function startProcess(...args: readonly string[]): Promise<EmulatorProcess> {
  const flags = ['--port', '0', '--postgres', 'off', '--speed', 'instant', '--json', ...args];
  const child = spawn(process.execPath, [CLI, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const ready = JSON.parse(String(line)) as { apiUrl: string; apiKey: string };
  return {
    ...ready,
    pid: child.pid ?? 0,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** Calls the API; waits out the locks that operations in hand put on a project. */
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
