import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createNeonClient } from '@neon-api/client';
import { type Emulator, startEmulator } from '@neon-api/emulator';
import { provisionProject } from '@neon-api/helpers';
import { expect, test } from 'vitest';
import { summarizeRequests } from '../src/count-requests.ts';
import { countDuplicates, runExample } from '../src/run-example.ts';

const DIST = new URL('../dist/', import.meta.url);
const TENANTS = 12;

const runMain = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [fileURLToPath(new URL('main.js', DIST)), ...args]);

/** Reads the names of the projects from the state of the emulator. */
async function projectNames({ apiUrl, adminToken }: Emulator): Promise<string[]> {
  const headers = { authorization: `Bearer ${adminToken}` };
  const response = await fetch(new URL('/__emulator/state', apiUrl), { headers });
  const { projects } = (await response.json()) as { projects: Record<string, { project: { name: string } }> };
  return Object.values(projects).map(({ project }) => project.name);
}

test('each tenant has one project after a worker was killed, and the summary is what the emulator counted', async () => {
  await using emulator = await startEmulator({ postgres: 'off', limits: true, log: () => undefined });
  await using database = await startEmulator({ log: () => undefined });
  const { apiKey, apiUrl: baseUrl, orgId } = database;
  const { uris } = await provisionProject(createNeonClient({ apiKey, baseUrl, orgId }), { name: 'neon-fleet' });
  const printed: string[] = [];
  const summary = await runExample({
    emulator,
    connectionString: uris.direct,
    workerPath: fileURLToPath(new URL('worker.js', DIST)),
    tenants: TENANTS,
    workers: 2,
    print: (line) => printed.push(line),
  });
  const wanted = Array.from({ length: TENANTS }, (_, index) => `tenant-customer-${index + 1}`);
  expect((await projectNames(emulator)).sort()).toEqual(wanted.sort());
  // The workers search for one name; only the count of duplicates lists all projects.
  const log = emulator
    .listRequests()
    .filter((one) => one.operationId !== 'listProjects' || one.path.includes('search'));
  expect(log.length).toBeGreaterThanOrEqual(4 * TENANTS);
  expect(summary).toEqual({
    units: TENANTS,
    done: TENANTS,
    failed: 0,
    duplicates: 0,
    workersKilled: 1,
    seconds: expect.any(Number),
    requests: log.length,
    rateLimited: log.filter(({ status }) => status === 429).length,
    limitUsed: summarizeRequests(log).limitUsed,
  });
  expect(printed).toContain('One of the workers is killed with SIGKILL.');
  expect(printed.at(-1)).toMatch(/^12 of 12 tenants/);
}, 90_000);

test('with --json, the command prints one line with the summary', async () => {
  const { stdout } = await runMain('--json', '--tenants', '1', '--workers', '2');
  expect(stdout.match(/\n/g)).toHaveLength(1);
  const summary = JSON.parse(stdout) as Record<string, number>;
  expect(summary).toMatchObject({ units: 1, done: 1, failed: 0, duplicates: 0, workersKilled: 1, rateLimited: 0 });
  expect(Object.keys(summary).sort()).toEqual(
    [
      'units',
      'done',
      'failed',
      'duplicates',
      'workersKilled',
      'seconds',
      'requests',
      'limitUsed',
      'rateLimited',
    ].sort(),
  );
});

test.each([
  [['--tenants', '0'], '--tenants must be a whole number from 1 to 1000, not "0".'],
  [['--workers', '1'], '--workers must be a whole number from 2 to 10, not "1".'],
  [['--jsn'], '--jsn'],
])('%j is refused', async (args, message) => {
  await expect(runMain(...args)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
});

test('summarizeRequests counts the requests, the responses with 429, and the part of 700 per minute that was used', () => {
  const at = (second: number, status = 200) => ({ receivedAt: new Date(second * 1_000).toISOString(), status });
  const requests = Array.from({ length: 350 }, (_, index) => at((index / 349) * 60, index < 2 ? 429 : 200));
  expect(summarizeRequests(requests)).toEqual({ requests: 350, rateLimited: 2, limitUsed: 0.5 });
  expect(summarizeRequests([])).toEqual({ requests: 0, rateLimited: 0, limitUsed: 0 });
});

test.each([
  [['a', 'b'], 0],
  [['a', 'b', 'a', 'a', 'b', 'c'], 2],
])('of the names %j, %i occur more than once', (names, count) => {
  expect(countDuplicates(names)).toBe(count);
});
