import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { useFleets } from './open-fleets.ts';
import { useDatabase } from './use-database.ts';

const BIN = fileURLToPath(new URL('../bin/neon-fleet.js', import.meta.url));
const STOP_MS = 10_000;

const database = useDatabase();
const openFleet = useFleets(database);

let folder: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-fleet-'));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

// One unit ends a second after it began. The other one ignores its signal, and keeps its process alive.
const STEPS = `
  export const steps = {
    async job({ key }) {
      if (key === 'slow') await new Promise((resolve) => setTimeout(resolve, 1_000));
      else await new Promise(() => setInterval(() => undefined, 1_000));
    },
  };
`;

test('a worker that receives SIGTERM ends its units or hands them back, and exits within 10 seconds', async () => {
  const { connectionString, emulator } = database();
  const fleet = await openFleet('signalled');
  const stopWaiting = new AbortController();
  const units = [{ key: 'slow' }, { key: 'stuck' }];
  const report = fleet
    .run('job', units, async () => undefined, { concurrency: 0, signal: stopWaiting.signal })
    .catch((error: unknown) => error);
  writeFileSync(join(folder, 'steps.mjs'), STEPS);
  const child = spawn(process.execPath, [BIN, 'work', '--steps', './steps.mjs', '--fleet', 'signalled'], {
    cwd: folder,
    env: {
      ...{ HOME: folder, NEON_FLEET_DATABASE_URL: connectionString },
      ...{ NEON_API_KEY: emulator.apiKey, NEON_API_BASE_URL: emulator.apiUrl },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  await expect.poll(() => fleet.status('job'), { timeout: 20_000 }).toMatchObject({ runningCount: 2 });
  const signalledAt = performance.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'close');
  expect(performance.now() - signalledAt).toBeLessThan(STOP_MS);
  expect([code, out]).toEqual([0, 'Stopped.\n']);
  // The unit that was handed back waits for another worker. Its attempt does not count.
  expect(await fleet.status('job')).toMatchObject({ doneCount: 1, waitingCount: 1, runningCount: 0, failedCount: 0 });
  const { rows } = await database().pool.query(`select attempts from neon_fleet.units where key = 'stuck'`);
  expect(rows).toEqual([{ attempts: 0 }]);
  stopWaiting.abort();
  await report;
}, 60_000);
