import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processesAt } from '../../../test/support/processes-in.ts';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';

let postgres: TestPostgres | undefined;
afterEach(async () => {
  if (postgres) await postgres[Symbol.asyncDispose]();
  postgres = undefined;
});

function running(): TestPostgres {
  if (postgres) return postgres;
  throw new Error('Postgres was not started.');
}

const branchDirOf = ({ rootDir }: TestPostgres): string => join(rootDir, 'branches', 'br-main');

/** Starts a busy session, which does not notice a killed server; returns a function that kills the server. */
async function computeOn(running: TestPostgres): Promise<() => void> {
  const client = await running.connect('main');
  client.query('DO $$ BEGIN LOOP NULL; END LOOP; END $$').catch(() => {});
  const watcher = await running.connect('main');
  const isBusy = "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'";
  await expect.poll(async () => (await watcher.query<{ count: number }>(isBusy)).rows[0]?.count).toBe(1);
  const pidFile = readFileSync(join(branchDirOf(running), 'data', 'postmaster.pid'), 'utf8');
  return () => process.kill(Number.parseInt(pidFile, 10), 'SIGKILL');
}

/** Linux also runs these tests as on Windows: over TCP, with pg_ctl. */
describe.each([process.platform, 'win32'] as const)('on %s', (platform) => {
  test('a suspend keeps the rows of unlogged tables, and leaves no process', async () => {
    postgres = await startTestPostgres({ platform });
    await postgres.createBranch('main');
    await postgres.query('main', 'CREATE UNLOGGED TABLE visits AS SELECT 1 AS visit');
    await postgres.dataPlane.suspendEndpoint('ep-main');
    expect(processesAt(branchDirOf(postgres))).toEqual([]);
    expect(await postgres.query('main', 'SELECT visit FROM visits')).toEqual([1]);
  });
});

describe.skipIf(process.platform !== 'linux')('after a server was killed while a session was busy', () => {
  const log: string[] = [];
  let killServer: () => void;
  beforeEach(async () => {
    log.length = 0;
    postgres = await startTestPostgres({ log: (line) => log.push(line) });
    await postgres.createBranch('main');
    killServer = await computeOn(postgres);
  });

  test('a suspend leaves no process', async () => {
    const { dataPlane } = running();
    killServer();
    await dataPlane.suspendEndpoint('ep-main');
    expect(processesAt(branchDirOf(running()))).toEqual([]);
  });

  test('the next connection starts it again', async () => {
    killServer();
    await expect.poll(() => log.join('\n')).toContain('ended unexpectedly');
    expect(await running().query('main', 'SELECT 1')).toEqual([1]);
  });
});
