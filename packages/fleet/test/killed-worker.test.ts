import { once } from 'node:events';
import { createNeonClient } from '@neon-api/client';
import { listProjectBranches } from '@neon-api/client/operations';
import { provisionProject } from '@neon-api/helpers';
import { afterEach, expect, test } from 'vitest';
import { createFleet } from '../src/index.ts';
import { createWorkerProcesses } from './support/worker-process.ts';
import { useDatabase } from './use-database.ts';

const UNITS = 24;

// Runs in a process of its own with the built package. The first unit of a worker named "stuck" never ends.
const WORKER = `
  import { createNeonClient } from '@neon-api/client';
  import { ensureBranch } from '@neon-api/helpers';
  import { createFleet } from './dist/index.js';
  const { connectionString, apiKey, baseUrl, orgId, stuck } = JSON.parse(process.argv[1]);
  const neon = (rateLimit) => createNeonClient({ apiKey, baseUrl, orgId, rateLimit });
  const fleet = await createFleet({ connectionString, neon, name: 'killed' });
  const branch = async ({ projectId, key }, { neon, signal }) => {
    await ensureBranch(neon, { projectId, name: key, compute: false, signal });
    process.send(key);
    if (stuck) await new Promise(() => undefined);
  };
  const worker = await fleet.work({ concurrency: 3, steps: { branch } });
  process.once('SIGTERM', () => fleet.close().then(() => process.exit(0)));
`;

const workers = createWorkerProcesses<string>(WORKER);
afterEach(() => workers.stopAll());

const database = useDatabase();

async function startJob(name: string) {
  const { connectionString, emulator, neon } = database();
  const { apiKey, apiUrl: baseUrl, orgId } = emulator;
  const { project } = await provisionProject(neon, { name });
  const client = createNeonClient({ apiKey, baseUrl, orgId });
  const fleet = await createFleet({ connectionString, neon: client, name: 'killed' });
  const units = Array.from({ length: UNITS }, (_, n) => ({ key: `${name}-${n}`, projectId: project.id }));
  const report = fleet.run('branch', units, async () => undefined, { concurrency: 0 });
  const settings = { connectionString, apiKey, baseUrl, orgId };
  const branchNames = async (): Promise<string[]> =>
    (await listProjectBranches(neon, { project_id: project.id })).branches.map((branch) => branch.name).sort();
  return { fleet, report, settings, branchNames, keys: units.map(({ key }) => key) };
}

// It waits for real heartbeats, for a minute or more.
const testTakeover = process.env.NEON_FLEET_TEST_KILLS ? test : test.skip;

testTakeover(
  'another worker takes over a killed worker’s units, and each unit takes effect once',
  async () => {
    const { fleet, report, settings, branchNames, keys } = await startJob('taken-over');
    const stuck = workers.start({ ...settings, stuck: true });
    await expect.poll(() => stuck.messages.length, { timeout: 30_000 }).toBe(3);
    const healthy = workers.start(settings);
    await expect.poll(() => healthy.messages.length, { timeout: 60_000 }).toBe(UNITS - 3);
    expect((await fleet.status('branch')).runningCount).toBe(3);
    stuck.process.kill('SIGKILL');
    const { done, failed } = await report;
    expect([done.length, failed]).toEqual([UNITS, []]);
    expect([...healthy.messages].sort()).toEqual(keys.sort());
    expect(await branchNames()).toEqual(['main', ...keys].sort());
    await fleet.close();
  },
  180_000,
);

test('a worker that receives SIGTERM hands its units back and exits', async () => {
  const { fleet, report, settings, branchNames, keys } = await startJob('handed-back');
  const stuck = workers.start({ ...settings, stuck: true });
  await expect.poll(() => stuck.messages.length, { timeout: 30_000 }).toBe(3);
  stuck.process.kill('SIGTERM');
  expect(await once(stuck.process, 'close')).toEqual([0, null]);
  workers.start(settings);
  const { done, failed } = await report;
  expect([done.length, failed]).toEqual([UNITS, []]);
  expect(await branchNames()).toEqual(['main', ...keys].sort());
  await fleet.close();
}, 120_000);
