import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NeonUsageError } from '@neon-api/client';
import { planTenants, provisionTenant } from '@neon-api/helpers';
import type { Pool } from 'pg';
import { expect, test } from 'vitest';
import type { JobStatus } from '../src/index.ts';
import { useFleets } from './open-fleets.ts';
import { hurryRetries } from './support/hurry-retries.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();
const openFleet = useFleets(database);

const unitsOf = (count: number): { key: string }[] => Array.from({ length: count }, (_, n) => ({ key: `unit-${n}` }));

test('runs each unit, and a second call runs none of them again', async () => {
  const fleet = await openFleet('runs');
  const ran: string[] = [];
  const step = async ({ key }: { key: string }): Promise<unknown> => ran.push(key);
  const first = await fleet.run('all', unitsOf(7), step);
  expect([first.done.length, first.failed, first.skipped]).toEqual([7, [], []]);
  const second = await fleet.run('all', unitsOf(8), step);
  expect([second.done, second.skipped.length]).toEqual([[{ unit: { key: 'unit-7' }, result: {} }], 7]);
  expect(ran.sort()).toEqual(unitsOf(8).map(({ key }) => key));
});

test('two processes that run the same job share its units', async () => {
  const fleets = await Promise.all([openFleet('shared'), openFleet('shared')]);
  const ran: string[] = [];
  const step = async ({ key }: { key: string }): Promise<unknown> => ran.push(key);
  const reports = await Promise.all(fleets.map((fleet) => fleet.run('all', unitsOf(12), step, { concurrency: 2 })));
  for (const { done, skipped, failed } of reports) expect([done.length + skipped.length, failed]).toEqual([12, []]);
  expect(ran.sort()).toEqual(
    unitsOf(12)
      .map(({ key }) => key)
      .sort(),
  );
});

test('a unit that fails is retried; what it remembered is there, and is the result', async () => {
  const fleet = await openFleet('retries');
  const asked: string[] = [];
  const { done, failed } = await fleet.run('flaky', unitsOf(2), async ({ key }, { remembered, remember }) => {
    if (remembered.id === undefined) {
      asked.push(key);
      await remember('id', `id of ${key}`);
    }
    if (remembered.tried === undefined) {
      await remember('tried', true);
      throw new Error('try again');
    }
  });
  expect(failed).toEqual([]);
  expect(asked.sort()).toEqual(['unit-0', 'unit-1']);
  expect(done[1]).toEqual({ unit: { key: 'unit-1' }, result: { id: 'id of unit-1', tried: true } });
});

test('a poisoned unit is reported with a redacted error, does not block the others, and can be retried', async () => {
  const fleet = await openFleet('poison');
  hurryRetries(database().pool);
  let isPoisoned = true;
  const attempts: string[] = [];
  const step = async ({ key }: { key: string }): Promise<void> => {
    attempts.push(key);
    if (key === 'unit-1' && isPoisoned) throw new Error('no: postgresql://ann:hidden-1@host/db npg_hidden2');
  };
  const { done, failed } = await fleet.run('some', unitsOf(3), step);
  expect(done.map(({ unit }) => unit.key)).toEqual(['unit-0', 'unit-2']);
  expect(failed.map(({ unit, error }) => [unit.key, (error as Error).message])).toEqual([
    ['unit-1', 'no: [redacted] [redacted]'],
  ]);
  expect(attempts.filter((key) => key === 'unit-1')).toHaveLength(5);
  expect(await fleet.status('some')).toMatchObject({ total: 3, doneCount: 2, failedCount: 1, waitingCount: 0 });
  isPoisoned = false;
  expect(await fleet.retryFailed('some')).toBe(1);
  const again = await fleet.run('some', unitsOf(3), step);
  expect([again.done.length, again.skipped.length, again.failed]).toEqual([1, 2, []]);
}, 90_000);

test('a unit that is retried runs before units that have not begun', async () => {
  const fleet = await openFleet('order');
  const ran: string[] = [];
  const step = async ({ key }: { key: string }): Promise<void> => {
    ran.push(key);
    if (ran.filter((one) => one === 'unit-0').length === 1) throw new Error('try again');
  };
  await fleet.run('ordered', unitsOf(6), step, { concurrency: 1 });
  expect([ran[0], ran.at(-1)]).toEqual(['unit-0', 'unit-5']);
  expect(ran.filter((key) => key === 'unit-0')).toHaveLength(2);
});

test('a job that has ended can be removed, and then runs again', async () => {
  const fleet = await openFleet('removes');
  const ran: string[] = [];
  const step = async ({ key }: { key: string }): Promise<unknown> => ran.push(key);
  await fleet.run('once', unitsOf(2), step);
  expect(await fleet.remove('once')).toBe(2);
  expect(await fleet.status('once')).toMatchObject({ total: 0 });
  const { pool } = database();
  const { rows } = await pool.query(`select name from neon_fleet_queue.job where name = 'removes/once'`);
  expect(rows).toEqual([]);
  expect((await fleet.run('once', unitsOf(2), step)).done).toHaveLength(2);
  expect(ran).toHaveLength(4);
  await fleet
    .run('open', unitsOf(2), step, { concurrency: 0, signal: AbortSignal.timeout(500) })
    .catch(() => undefined);
  await expect(fleet.remove('open')).rejects.toThrow('remove: the job "open" has 2 units that have not ended.');
});

test('a unit that is handed back has neither an attempt nor an interruption', async () => {
  const [fleet, caller] = await Promise.all([openFleet('hands-back'), openFleet('hands-back')]);
  const over = new AbortController();
  const report = caller
    .run('long', unitsOf(2), async () => undefined, { concurrency: 0, signal: over.signal })
    .catch((error: unknown) => error);
  const step = (_unit: unknown, { signal }: { signal: AbortSignal }): Promise<never> =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  await fleet.work({ concurrency: 2, steps: { long: step } });
  await expect.poll(async () => (await caller.status('long')).runningCount, { timeout: 10_000 }).toBe(2);
  await fleet.close();
  const { rows } = await database().pool.query(
    `select state, attempts, interruptions from neon_fleet.units where fleet = 'hands-back'`,
  );
  expect(rows).toEqual(Array(2).fill({ state: 'waiting', attempts: 0, interruptions: 0 }));
  over.abort();
  await report;
});

test('cancelled units do not run, and any process can follow the progress', async () => {
  const [fleet, other] = await Promise.all([openFleet('progress'), openFleet('progress')]);
  const ran: string[] = [];
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const running = fleet.run(
    'slow',
    unitsOf(5),
    async ({ key }) => {
      ran.push(key);
      await released;
    },
    { concurrency: 1 },
  );
  const seen: JobStatus[] = [];
  for await (const status of other.progress('slow')) {
    seen.push(status);
    if (status.runningCount === 1 && status.cancelledCount === 0) {
      expect(await other.cancel('slow')).toBe(4);
      release();
    }
  }
  expect(seen.at(-1)).toMatchObject({ total: 5, doneCount: 1, cancelledCount: 4, remainingMs: 0 });
  const { done, failed } = await running;
  expect([done.length, failed.length, ran.length]).toEqual([1, 4, 1]);
});

test('no table and no file of the database has a connection URI, a password or a key', async () => {
  const { emulator, connectionString, pool } = database();
  const fleet = await openFleet('secrets');
  const uris: string[] = [];
  const dumps: string[] = [];
  const units = planTenants(['acme', 'globex'], { kind: 'project' });
  const { done } = await fleet.run('tenants', units, async (unit, context) => {
    const tenant = await provisionTenant(unit, context);
    uris.push(tenant.uris.direct, tenant.uris.pooled);
    const error = `cannot connect to ${tenant.uris.direct} with ${emulator.apiKey}`;
    if (context.remembered.projectId === undefined) {
      await context.remember('projectId', tenant.projectId);
      throw new Error(error);
    }
    // Now the store and the queue have the error of the attempt before.
    dumps.push(await dumpOf(pool));
    return tenant;
  });
  expect(done).toHaveLength(2);
  await expect(fleet.run('more', [{ key: 'a', uri: uris[0] }], async () => undefined)).rejects.toThrow(
    'A unit contains a connection URI',
  );
  const { failed } = await fleet.run('remembers', [{ key: 'a' }], (_, { remember }) => remember('uri', [uris[0]]));
  expect(String(failed[0]?.error)).toContain('remember("uri"): the value contains a connection URI');
  const refused = await fleet.run('refused', [{ key: 'a' }], async () => {
    throw new NeonUsageError(`cannot use ${uris[0]}`);
  });
  expect(refused.failed).toHaveLength(1);
  const dump = [...dumps, await dumpOf(pool)].join('\n');
  expect(dump).toContain('cannot connect to [redacted]');
  expect(dump).toContain('acme');
  expect(dump).toContain(String(done[0]?.result.projectId));
  const passwords = [connectionString, ...uris].map((uri) => new URL(uri).password);
  for (const secret of [...uris, connectionString, ...passwords, emulator.apiKey]) expect(dump).not.toContain(secret);
  expect(dump).not.toMatch(/postgres(ql)?:\/\/\S/);
  for (const table of ['neon_fleet.units', 'neon_fleet.jobs', 'neon_fleet_queue.job']) expect(dump).toContain(table);
  const secrets = [...uris, ...passwords, emulator.apiKey];
  const { rows } = await pool.query('show data_directory');
  const found = filesWith(rows[0].data_directory, [String(done[0]?.result.projectId), ...secrets]);
  // The write-ahead log has what was stored.
  expect(found.get(String(done[0]?.result.projectId))).not.toEqual([]);
  for (const secret of secrets) expect(found.get(secret)).toEqual([]);
}, 90_000);

/** Returns which files of a folder contain each text. */
function filesWith(folder: string, texts: readonly string[]): Map<string, string[]> {
  const found = new Map(texts.map((text): [string, string[]] => [text, []]));
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readIfThere(path);
    for (const [text, files] of found) if (bytes?.includes(text)) files.push(path);
  }
  return found;
}

/** Returns all rows of all tables of the database as text. */
async function dumpOf(pool: Pool): Promise<string> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  const rows: unknown[] = [];
  for (const { name } of tables) rows.push(name, (await pool.query(`select to_jsonb(t) from ${name} t`)).rows);
  return JSON.stringify(rows);
}

/** Postgres may delete a file at any time. */
function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return undefined;
    throw error;
  }
}

test('tenants and projects are the units of helpers, and only ids are remembered', async () => {
  const fleet = await openFleet('helpers');
  const hosts: string[] = [];
  const options = { tenants: ['one', 'two'], template: { kind: 'project' } as const };
  const { done } = await fleet.provisionTenants('tenants', {
    ...options,
    setUp: async ({ uris }) => hosts.push(new URL(uris.direct).host),
  });
  expect(hosts).toHaveLength(2);
  const projectIds = done.map(({ unit, result }) => [unit.name, result]);
  expect(projectIds).toEqual(['one', 'two'].map((key) => [`tenant-${key}`, { projectId: expect.any(String) }]));
  const seen: string[] = [];
  const matches = ({ name }: { name: string }): boolean => /^tenant-(one|two)$/.test(name);
  const report = await fleet.forEachProject('each', { matches }, async ({ projectId }) => seen.push(projectId));
  expect([report.done.length, report.failed]).toEqual([2, []]);
  expect(seen.sort()).toEqual(done.map(({ result }) => String(result.projectId)).sort());
});

test('a fleet refuses a schema that a newer version has created', async () => {
  await openFleet('versions');
  const { pool } = database();
  await pool.query('update neon_fleet.version set version = version + 1');
  try {
    await expect(openFleet('versions')).rejects.toThrow('Update @neon-api/fleet.');
  } finally {
    await pool.query('update neon_fleet.version set version = version - 1');
  }
});

test.each([
  [[{ key: '' }], 'A unit has no key'],
  [[{ key: 'a' }, { key: 'a' }], 'Two units have the key "a"'],
])('units %j are refused before any is added', async (units, message) => {
  const fleet = await openFleet('refuses');
  await expect(fleet.run('job', units, async () => undefined)).rejects.toThrow(message);
  await expect(fleet.run('a job', [], async () => undefined)).rejects.toThrow('The name of a job');
  await expect(fleet.work({ concurrency: 0, steps: {} })).rejects.toThrow('concurrency must be a whole number from 1');
  expect(await fleet.status('job')).toMatchObject({ total: 0 });
});
