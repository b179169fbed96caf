import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { type Api, createApi } from './api.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface KillableEmulator {
  readonly api: Api;
  readonly kill: () => Promise<void>;
}

export interface KillableEmulators {
  /** Returns the data directory of the test, which outlives its emulators. */
  readonly dataDir: () => string;
  /** Starts the command in its own process, with more flags. */
  readonly start: (...flags: readonly string[]) => Promise<KillableEmulator>;
}

export function useKillableEmulators(): KillableEmulators {
  let dataDir: string;
  let running: ChildProcess | undefined;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-kill-'));
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  return {
    dataDir: () => dataDir,
    async start(...flags) {
      const args = ['--port', '0', '--speed', 'instant', '--data-dir', dataDir, '--api-key', 'k', '--json', '--strict'];
      const child = spawn(process.execPath, [CLI, ...args, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
      running = child;
      let said = '';
      child.stderr.on('data', (chunk) => {
        said += String(chunk);
      });
      const failed = once(child, 'exit').then(() => Promise.reject(new Error(`The emulator did not start. ${said}`)));
      const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed]);
      // A kill is not a failure.
      failed.catch(() => {});
      return {
        api: createApi(JSON.parse(String(line)) as { apiUrl: string; apiKey: string }),
        async kill() {
          const gone = once(child, 'exit');
          child.kill('SIGKILL');
          await gone;
        },
      };
    },
  };
}
