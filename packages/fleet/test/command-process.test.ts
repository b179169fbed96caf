import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fleet } from '../src/index.ts';
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

interface Worker {
  readonly child: ChildProcess;
  /** The exit code, and how long the process ran after the signal. */
  stop(): Promise<{ readonly code: unknown; readonly stoppedMs: number }>;
  readonly seen: { out: string; err: string };
}

function startWorker(fleet: string, connectionString: string): Worker {
  const { emulator } = database();
  writeFileSync(join(folder, 'steps.mjs'), STEPS);
  const child = spawn(process.execPath, [BIN, 'work', '--steps', './steps.mjs', '--fleet', fleet], {
    cwd: folder,
    env: {
      ...{ HOME: folder, NEON_FLEET_DATABASE_URL: connectionString },
      ...{ NEON_API_KEY: emulator.apiKey, NEON_API_BASE_URL: emulator.apiUrl },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    seen.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    seen.err += chunk.toString();
  });
  return {
    child,
    seen,
    async stop() {
      const signalledAt = performance.now();
      child.kill('SIGTERM');
      const [code] = await once(child, 'close');
      return { code, stoppedMs: performance.now() - signalledAt };
    },
  };
}

/** Adds units to a job. The returned function stops waiting for them. */
async function addUnits(fleet: Fleet, ...keys: string[]): Promise<() => Promise<void>> {
  const waiting = new AbortController();
  const units = keys.map((key) => ({ key }));
  const report = fleet
    .run('job', units, async () => undefined, { concurrency: 0, signal: waiting.signal })
    .catch((error: unknown) => error);
  return async () => {
    waiting.abort();
    await report;
  };
}

const patiently = { timeout: 20_000 };

test('a worker that receives SIGTERM ends its units or hands them back, and exits within 10 seconds', async () => {
  const fleet = await openFleet('signalled');
  const stopWaiting = await addUnits(fleet, 'slow', 'stuck');
  const worker = startWorker('signalled', database().connectionString);
  await expect.poll(() => fleet.status('job'), patiently).toMatchObject({ runningCount: 2 });
  const { code, stoppedMs } = await worker.stop();
  expect(stoppedMs).toBeLessThan(STOP_MS);
  expect([code, worker.seen.out]).toEqual([0, 'Stopped.\n']);
  // The unit that was handed back waits for another worker. Its attempt does not count.
  expect(await fleet.status('job')).toMatchObject({ doneCount: 1, waitingCount: 1, runningCount: 0, failedCount: 0 });
  const { rows } = await database().pool.query(
    `select attempts from neon_fleet.units where fleet = 'signalled' and key = 'stuck'`,
  );
  expect(rows).toEqual([{ attempts: 0 }]);
  await stopWaiting();
}, 60_000);

test('a worker that receives SIGTERM exits within 10 seconds even if Postgres does not answer', async () => {
  const fleet = await openFleet('frozen');
  const stopWaiting = await addUnits(fleet, 'stuck');
  const proxy = await startProxy(new URL(database().connectionString));
  const worker = startWorker('frozen', proxy.connectionString);
  await expect.poll(() => fleet.status('job'), patiently).toMatchObject({ runningCount: 1 });
  proxy.freeze();
  const { code, stoppedMs } = await worker.stop();
  proxy.close();
  expect(stoppedMs).toBeLessThan(STOP_MS);
  expect(code).toBe(130);
  expect(worker.seen.err).toContain('The fleet did not close in time. Other workers take over the units');
  await stopWaiting();
}, 60_000);

/** Forwards connections to Postgres until it freezes. */
async function startProxy(uri: URL) {
  const sockets: Socket[] = [];
  const server = createServer((incoming) => {
    const outgoing = createConnection(Number(uri.port), uri.hostname);
    for (const socket of [incoming, outgoing]) sockets.push(socket.on('error', () => socket.destroy()));
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connectionString = new URL(uri);
  connectionString.host = `127.0.0.1:${Object(server.address()).port}`;
  return {
    connectionString: connectionString.href,
    freeze() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
