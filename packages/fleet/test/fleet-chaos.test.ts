import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createNeonClient, type NeonCaller, paginate } from '@neon-api/client';
import { listProjects } from '@neon-api/client/operations';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { seededRandom } from '@neon-api/ground';
import { planTenants } from '@neon-api/helpers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFleet, tenantStep } from '../src/index.ts';
import { createWorkerProcesses, type WorkerProcess } from './support/worker-process.ts';
import { useDatabase } from './use-database.ts';

const seed = Number(process.env.NEON_FLEET_TEST_CHAOS_SEED ?? 1);
const soakUnits = Number(process.env.NEON_FLEET_TEST_CHAOS ?? 0);
const CHAOS =
  soakUnits > 0
    ? { units: soakUnits, workers: 4, killEveryMs: 5_000, restarts: 2, timeoutMs: 1_800_000 }
    : // Without kills: only real heartbeats notice them, after 15 seconds or more.
      { units: 60, workers: 2, killEveryMs: undefined, restarts: 1, timeoutMs: 60_000 };
// Three times the limits of Neon, so that the soak takes minutes.
const LIMITS = { account: { requests: 2_100, windowMs: 60_000 }, route: { requests: 120, windowMs: 1_000 } };
const MAX_STUCK_MS = 60_000;

type Message = readonly [kind: 'begun' | 'ended', key: string];

const WORKER = `
  import { createNeonClient } from '@neon-api/client';
  import { createFleet, tenantStep } from './dist/index.js';
  const { connectionString, apiKey, baseUrl, orgId, limits } = JSON.parse(process.argv[1]);
  const neon = (rateLimit) => createNeonClient({ apiKey, baseUrl, orgId, rateLimit });
  const fleet = await createFleet({ connectionString, neon, name: 'chaos', rateLimit: { limits } });
  const step = tenantStep();
  const tenant = async (unit, context) => {
    process.send(['begun', unit.key]);
    try {
      await step(unit, context);
    } finally {
      process.send(['ended', unit.key]);
    }
  };
  await fleet.work({ concurrency: 5, steps: { tenant } });
`;

const database = useDatabase();
const workers = createWorkerProcesses<Message>(WORKER);
let neonApi: Emulator;
beforeAll(async () => {
  neonApi = await startEmulator({ postgres: 'off', log: () => undefined });
  for (const [index, fault] of FAULTS.entries()) neonApi.faults.add({ any: true, seed: seed + index, ...fault });
});
afterAll(async () => {
  await workers.stopAll();
  await neonApi?.stop();
});

const FAULTS = [
  { kind: 'status', status: 423, probability: 0.02 },
  { kind: 'status', status: 429, probability: 0.005, headers: { 'Retry-After': '1' } },
  { kind: 'status', status: 503, probability: 0.02 },
  { kind: 'reset', when: 'before', probability: 0.02 },
  { kind: 'reset', when: 'after', probability: 0.02 },
] as const;

/** Stops the Postgres of the queue as a crash does. The emulator starts it again at the next connection. */
async function crashPostgres(): Promise<void> {
  const { rows } = await database().pool.query('show data_directory');
  const [pid] = readFileSync(join(rows[0].data_directory, 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGQUIT');
}

/** Starts workers again as a supervisor does, and records how long the units of a killed one wait for another. */
function startWorkers(settings: object) {
  const random = seededRandom(seed);
  const running: { worker: WorkerProcess<Message>; units: Set<string> }[] = [];
  const orphans = new Map<string, number>();
  const takeoversMs: number[] = [];
  let kills = 0;
  let isOver = false;
  const start = (): void => {
    const units = new Set<string>();
    const worker = workers.start(settings, ([kind, key]) => {
      const diedAt = orphans.get(key);
      if (kind === 'ended') units.delete(key);
      else units.add(key);
      if (kind === 'ended' || diedAt === undefined) return;
      takeoversMs.push(performance.now() - diedAt);
      orphans.delete(key);
    });
    const entry = { worker, units };
    running.push(entry);
    worker.process.once('close', () => {
      running.splice(running.indexOf(entry), 1);
      for (const key of units) orphans.set(key, performance.now());
      if (!isOver) start();
    });
  };
  for (let count = 0; count < CHAOS.workers; count += 1) start();
  return {
    takeoversMs,
    kill() {
      running[Math.floor(random() * running.length)]?.worker.process.kill('SIGKILL');
      kills += 1;
    },
    killCount: () => kills,
    async stop() {
      isOver = true;
      await workers.stopAll();
    },
  };
}

const countsByName = async (neon: NeonCaller): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for await (const { name } of paginate(neon, listProjects, {})) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

test(
  'each unit takes effect once, although workers are killed, Postgres crashes and Neon fails',
  async () => {
    const { connectionString } = database();
    const { apiKey, apiUrl: baseUrl, orgId } = neonApi;
    const neon = createNeonClient({ apiKey, baseUrl, orgId, rateLimit: false });
    const fleet = await createFleet({ connectionString, neon, name: 'chaos' });
    const units = planTenants(
      Array.from({ length: CHAOS.units }, (_, n) => `${n}`),
      { kind: 'project' },
    );
    let isOver = false;
    const startedAt = performance.now();
    const report = fleet.run('tenant', units, tenantStep(undefined), { concurrency: 0 }).finally(() => {
      isOver = true;
    });
    const crew = startWorkers({ connectionString, apiKey, baseUrl, orgId, limits: LIMITS });
    let restarts = 0;
    const follow = async (): Promise<void> => {
      while (!isOver) {
        await sleep(CHAOS.killEveryMs ?? 1_000);
        if (isOver) return;
        if (CHAOS.killEveryMs !== undefined) crew.kill();
        const { doneCount, total } = await fleet.status('tenant');
        if (restarts < CHAOS.restarts && doneCount > (total * (restarts + 1)) / (CHAOS.restarts + 1)) {
          restarts += 1;
          await crashPostgres();
        }
      }
    };
    const [{ done, failed }] = await Promise.all([report, follow()]);
    await crew.stop();
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const longestMs = Math.max(0, ...crew.takeoversMs);
    const strikes = neonApi.faults.list().map(({ struck }) => struck);
    if (soakUnits > 0) {
      const median = [...crew.takeoversMs].sort((a, b) => a - b)[Math.floor(crew.takeoversMs.length / 2)] ?? 0;
      console.log({
        seed,
        seconds,
        kills: crew.killCount(),
        restarts,
        strikes,
        takeovers: crew.takeoversMs.length,
        median,
        longestMs,
      });
    }
    neonApi.faults.clear();
    expect(failed.map(({ unit, error }) => [unit.key, String(error)])).toEqual([]);
    expect(done).toHaveLength(CHAOS.units);
    expect(await countsByName(neon)).toEqual(new Map(units.map(({ name }) => [name, 1])));
    expect(restarts).toBe(CHAOS.restarts);
    expect(Math.min(...strikes)).toBeGreaterThan(0);
    expect(longestMs).toBeLessThanOrEqual(MAX_STUCK_MS);
    await fleet.close();
  },
  CHAOS.timeoutMs,
);
