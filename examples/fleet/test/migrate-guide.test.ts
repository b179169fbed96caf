import { once } from 'node:events';
import { createNeonClient, type NeonClient } from '@neon-api/client';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { createFleet } from '@neon-api/fleet';
import { type ProvisionedProject, provisionProject } from '@neon-api/helpers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GuidePrograms, savePrograms } from './guide-programs.ts';
import { query } from './query.ts';

let emulator: Emulator;
let neon: NeonClient;
let connectionString: string;
let programs: GuidePrograms;
let tenants: readonly ProvisionedProject[];

beforeAll(async () => {
  emulator = await startEmulator({ log: () => undefined });
  const { apiKey, apiUrl: baseUrl, orgId } = emulator;
  neon = createNeonClient({ apiKey, baseUrl, orgId });
  const names = ['queue', 'tenant-acme', 'tenant-globex', 'tenant-initech'];
  const [queue, ...projects] = await Promise.all(names.map((name) => provisionProject(neon, { name })));
  tenants = projects;
  connectionString = queue?.uris.direct ?? '';
  for (const { uris } of tenants) await query(uris.direct, 'create table account (id int)');
  programs = savePrograms('migrate-every-tenants-schema.md', {
    NEON_API_KEY: apiKey,
    NEON_API_BASE_URL: baseUrl,
    NEON_ORG_ID: orgId,
    NEON_FLEET_DATABASE_URL: connectionString,
  });
});
afterAll(async () => {
  programs?.remove();
  await emulator?.stop();
});

/** Returns for each tenant whether its database has been migrated. */
const readMigrated = () =>
  Promise.all(
    tenants.map(async ({ uris }) => {
      const rows = await query(uris.direct, `select from information_schema.columns where column_name = 'plan'`);
      return rows.length === 1;
    }),
  );

test('the worker of the guide migrates what another process adds, and ends after SIGTERM', async () => {
  const { project, uris } = await provisionProject(neon, { name: 'late' });
  await query(uris.direct, 'create table account (id int)');
  const worker = await programs.start('worker.mjs');
  const fleet = await createFleet({ connectionString, neon, name: 'tenants' });
  const unit = { key: project.id, projectId: project.id };
  const { done } = await fleet.run('add-plan', [unit], async () => undefined, { concurrency: 0 });
  expect(done).toHaveLength(1);
  expect(await query(uris.direct, 'select plan from account')).toEqual([]);
  worker.kill('SIGTERM');
  expect(await once(worker, 'close')).toEqual([0, null]);
  await fleet.close();
});

test('without a canary, nothing is migrated', async () => {
  const { code, stdout } = await programs.run('migrate.mjs');
  expect([code, stdout]).toEqual([1, expect.stringContaining('Pass the ids of the canaries.')]);
});

test('a canary that fails stops the migration; after the fix, all databases are migrated, each of them once', async () => {
  const [canary] = tenants;
  if (canary === undefined) throw new Error('There are no tenants.');
  await query(canary.uris.direct, 'alter table account rename to accounts');
  const failed = await programs.run('migrate.mjs', canary.project.id);
  expect(failed).toEqual({
    code: 1,
    stdout: `canaries: 0 done, 1 not done, 0 done before\n  ${canary.project.id}: relation "account" does not exist\n`,
  });
  expect(await readMigrated()).toEqual([false, false, false]);

  await query(canary.uris.direct, 'alter table accounts rename to account');
  const requestsBefore = emulator.listRequests().length;
  const fixed = await programs.run('migrate.mjs', canary.project.id);
  const canaries = 'canaries: 1 done, 0 not done, 0 done before\n';
  expect(fixed).toEqual({ code: 0, stdout: `${canaries}all: 2 done, 0 not done, 1 done before\n` });
  expect(await readMigrated()).toEqual([true, true, true]);

  const calls = emulator.listRequests().slice(requestsBefore);
  expect(calls.filter(({ operationId }) => operationId !== 'listProjects')).toHaveLength(tenants.length);

  const again = await programs.run('migrate.mjs', canary.project.id);
  expect(again.stdout).toContain('all: 0 done, 0 not done, 3 done before');
});
