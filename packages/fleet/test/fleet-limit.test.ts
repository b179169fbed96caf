import { setTimeout as sleep } from 'node:timers/promises';
import { createNeonClient, NEON_LIMITS } from '@neon-api/client';
import { type Emulator, type LoggedRequest, startEmulator } from '@neon-api/emulator';
import { mostInAnyWindow } from '@neon-api/ground/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFleet } from '../src/index.ts';
import { createWorkerProcesses } from './support/worker-process.ts';
import { useDatabase } from './use-database.ts';

const minutes = Number(process.env.NEON_FLEET_TEST_LIMIT ?? 0);
const MINUTE_MS = 60_000;

// Sends requests to two routes, as fast as the limiter allows.
const WORKER = `
  import { createNeonClient } from '@neon-api/client';
  import { getCurrentUserInfo, listProjects } from '@neon-api/client/operations';
  import { createFleet } from './dist/index.js';
  const { connectionString, apiKey, baseUrl, orgId } = JSON.parse(process.argv[1]);
  const neon = (rateLimit) => createNeonClient({ apiKey, baseUrl, orgId, rateLimit });
  const fleet = await createFleet({ connectionString, neon, name: 'limit' });
  const ask = async (unit, { neon, signal }) => {
    for (let count = 0; count < 10; count += 1) {
      await listProjects(neon, { limit: 1 }, { signal });
      await getCurrentUserInfo(neon, {}, { signal });
    }
  };
  await fleet.work({ concurrency: 10, steps: { ask } });
`;

const database = useDatabase();
const workers = createWorkerProcesses(WORKER);
let neonApi: Emulator;
beforeAll(async () => {
  neonApi = await startEmulator({ postgres: 'off', limits: true, log: () => undefined });
});
afterAll(async () => {
  await workers.stopAll();
  await neonApi?.stop();
});

/** Reads the last thousand requests that arrived at the emulator. */
async function readRequests(): Promise<readonly LoggedRequest[]> {
  const url = new URL('/__emulator/requests', neonApi.apiUrl);
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${neonApi.adminToken}` } });
  return ((await answer.json()) as { readonly requests: readonly LoggedRequest[] }).requests;
}

// It takes real minutes: the limit is in the clocks of Postgres and of the emulator.
const testLimit = minutes > 0 ? test : test.skip;

testLimit(
  'three processes use 95 % of the limit of Neon, and none is refused',
  async () => {
    const { connectionString } = database();
    const { apiKey, apiUrl: baseUrl, orgId } = neonApi;
    const client = createNeonClient({ apiKey, baseUrl, orgId });
    const fleet = await createFleet({ connectionString, neon: client, name: 'limit' });
    const units = Array.from({ length: 60 * (minutes + 2) }, (_, n) => ({ key: `${n}` }));
    const over = new AbortController();
    const report = fleet
      .run('ask', units, async () => undefined, { concurrency: 0, signal: over.signal })
      .catch((error: unknown) => error);
    for (let count = 0; count < 3; count += 1) workers.start({ connectionString, apiKey, baseUrl, orgId });
    const requests = new Map<string, LoggedRequest>();
    // The workers start one after another, and the first minute begins with a burst.
    await sleep(MINUTE_MS);
    const fromMs = Date.now();
    while (Date.now() < fromMs + minutes * MINUTE_MS) {
      await sleep(5_000);
      for (const request of await readRequests()) requests.set(request.requestId, request);
    }
    const { waitingCount } = await fleet.status('ask');
    over.abort();
    await report;
    await workers.stopAll();
    const all = [...requests.values()];
    const arrivals = all.map(({ receivedAt }) => Date.parse(receivedAt)).sort((a, b) => a - b);
    const counted = arrivals.filter((at) => at >= fromMs && at < fromMs + minutes * MINUTE_MS).length;
    const share = counted / (minutes * NEON_LIMITS.account.requests);
    const refused = all.filter(({ status }) => status === 429);
    const mostInAMinute = mostInAnyWindow(arrivals, NEON_LIMITS.account);
    console.log({ minutes, counted, share, refused: refused.length, mostInAMinute });
    // Otherwise the workers had nothing to do at the end.
    expect(waitingCount).toBeGreaterThan(0);
    expect(refused).toEqual([]);
    expect(share).toBeGreaterThanOrEqual(0.95);
    expect(share).toBeLessThanOrEqual(1);
    await fleet.close();
  },
  (minutes + 3) * MINUTE_MS,
);
