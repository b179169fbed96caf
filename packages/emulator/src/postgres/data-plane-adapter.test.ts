import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../test/support/use-postgres.ts';
import type { DataPlane } from '../data-plane/index.ts';

const events: string[] = [];
let postgres: TestPostgres;
let dataPlane: DataPlane;

beforeAll(async () => {
  postgres = await startTestPostgres({
    events: {
      endpointStarted: (id) => void events.push(`started ${id}`),
      endpointSuspended: (id) => void events.push(`suspended ${id}`),
    },
  });
  dataPlane = postgres.dataPlane;
  await postgres.createBranch('main');
});

afterAll(async () => {
  await dataPlane.stop();
  await dataPlane.stop();
  expect(existsSync(postgres.rootDir)).toBe(false);
});

async function copyBranch(parent: string, name: string): Promise<void> {
  await dataPlane.copyBranch({ branchId: `br-${name}`, parentId: `br-${parent}` });
  await postgres.open(name);
}

const connectTo = (name: string, login?: Login): Promise<Client> => postgres.connect(name, login);
const query = (name: string, sql: string, login?: Login): Promise<unknown[]> => postgres.query(name, sql, login);

interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

function uriOf(
  options: string | undefined,
  { user = 'owner', password = 'first', database = 'app' }: Login = {},
): string {
  const query = options === undefined ? '' : `?options=${encodeURIComponent(options)}`;
  return `postgresql://${user}:${password}@127.0.0.1:${dataPlane.address?.port}/${database}${query}`;
}

async function refusalOf(connectionString: string): Promise<{ code?: string; message?: string; hint?: string }> {
  const client = new Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    return error as { code?: string };
  }
  await client.end();
  return { message: 'was let in' };
}

function serverPidOf(name: string): number | undefined {
  try {
    return Number.parseInt(
      readFileSync(join(postgres.rootDir, 'branches', `br-${name}`, 'data', 'postmaster.pid'), 'utf8'),
      10,
    );
  } catch {
    return undefined;
  }
}

describe('connecting', () => {
  test('accepts a URI that names the endpoint, and grants the role its rights', async () => {
    await query('main', 'CREATE TABLE public.made (id int)');
    expect(await query('main', 'SELECT current_user, current_database()')).toEqual(['owner', 'app']);
    const rights = "SELECT rolcreatedb, rolcreaterole, rolsuper, pg_has_role('neon_superuser', 'member') FROM pg_roles";
    expect(await query('main', `${rights} WHERE rolname = current_user`)).toEqual([true, true, false, true]);
  });

  test.skipIf(!existsSync('/usr/bin/psql'))('accepts psql, and keeps its other options', async () => {
    const args = ['-Atc', 'SHOW work_mem', uriOf('-c work_mem=7MB endpoint=ep-main')];
    const { stdout } = await promisify(execFile)('/usr/bin/psql', args, { env: { PGSSLMODE: 'prefer' } });
    expect(stdout).toBe('7MB\n');
  });

  test('refuses a wrong password with the code of Postgres', async () => {
    expect(await refusalOf(uriOf('endpoint=ep-main', { password: 'wrong' }))).toMatchObject({ code: '28P01' });
  });

  test('refuses an unknown endpoint, and says how to name one', async () => {
    const refusal = await refusalOf(uriOf('endpoint=ep-nowhere'));
    expect(refusal).toMatchObject({ code: '08004', hint: expect.stringContaining('?options=endpoint%3D') });
    expect(refusal.message).toContain('ep-nowhere');
  });

  test('refuses connections without an endpoint, and connections as superuser', async () => {
    expect(await refusalOf(uriOf(undefined))).toMatchObject({ code: '08004', message: 'no endpoint named' });
    expect(await refusalOf(uriOf('endpoint=ep-main', { user: 'cloud_admin' }))).toMatchObject({ code: '28000' });
  });

  test('cancels a running query through the proxy', async () => {
    const client = await connectTo('main');
    const key = client as unknown as { processID: number; secretKey: number };
    const running = client.query('SELECT pg_sleep(60)').catch((error: unknown) => error);
    await expect
      .poll(() => query('main', "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)'"))
      .toEqual([1]);
    const request = Buffer.alloc(16);
    for (const [index, word] of [16, 80_877_102, key.processID, key.secretKey].entries())
      request.writeInt32BE(word, index * 4);
    connect(dataPlane.address?.port ?? 0, '127.0.0.1')
      .on('error', () => {})
      .end(request);
    expect(await running).toMatchObject({ code: '57014' });
    await client.end();
  });

  test('delivers large results completely', async () => {
    expect(await query('main', "SELECT length(repeat('x', 30000000))")).toEqual([30_000_000]);
    const [text] = await query('main', "SELECT repeat('x', 30000000)");
    expect(String(text)).toHaveLength(30_000_000);
  });
});

describe('branching', () => {
  test('gives the copy the data of its parent, and keeps later writes apart', async () => {
    await query('main', 'CREATE TABLE notes AS SELECT 1 AS id');
    await copyBranch('main', 'child');
    await query('child', 'INSERT INTO notes VALUES (2), (3)');
    await query('main', 'INSERT INTO notes VALUES (4)');
    expect(await query('child', 'SELECT id FROM notes ORDER BY id')).toEqual([1, 2, 3]);
    expect(await query('main', 'SELECT id FROM notes ORDER BY id')).toEqual([1, 4]);
  });

  test('copies a branch whose server is stopped', async () => {
    await postgres.createBranch('still');
    await query('still', 'CREATE TABLE kept AS SELECT 7 AS id');
    await dataPlane.suspendEndpoint('ep-still');
    await expect.poll(() => serverPidOf('still'), { timeout: 10_000 }).toBeUndefined();
    await copyBranch('still', 'still-copy');
    expect(serverPidOf('still')).toBeUndefined();
    expect(await query('still-copy', 'SELECT id FROM kept')).toEqual([7]);
  });

  test('copies a copy that was never started, after it replays its log', async () => {
    await dataPlane.copyBranch({ branchId: 'br-unstarted', parentId: 'br-main' });
    const label = join(postgres.rootDir, 'branches', 'br-unstarted', 'data', 'backup_label');
    expect(existsSync(label)).toBe(true);
    await copyBranch('unstarted', 'of-unstarted');
    expect(existsSync(label)).toBe(false);
    expect(await query('of-unstarted', 'SELECT 1')).toEqual([1]);
    for (const name of ['unstarted', 'of-unstarted']) await dataPlane.dropBranch(`br-${name}`);
  });

  test('leaves no folder and no process after 20 branches are created and dropped', async () => {
    const before = readdirSync(join(postgres.rootDir, 'branches')).sort();
    const names = Array.from({ length: 20 }, (_, index) => `many-${index}`);
    await postgres.createBranch('many');
    await dataPlane.suspendEndpoint('ep-many');
    const pids: number[] = [];
    for (const name of names) {
      await copyBranch('many', name);
      await dataPlane.startEndpoint(`ep-${name}`);
      pids.push(serverPidOf(name) ?? 0);
    }
    await Promise.all(names.map((name) => dataPlane.dropBranch(`br-${name}`)));
    await dataPlane.dropBranch('br-many');
    expect(readdirSync(join(postgres.rootDir, 'branches')).sort()).toEqual(before);
    expect(new Set(pids).size).toBe(20);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    // Long, because ext4 creates files slowly after many were removed, e.g. by an earlier run of these tests.
  }, 120_000);

  test('tells the client on one line why a server does not start', async () => {
    await postgres.createBranch('broken');
    await dataPlane.startEndpoint('ep-broken');
    await expect.poll(() => dataPlane.suspendEndpoint('ep-broken').then(() => serverPidOf('broken'))).toBeUndefined();
    appendFileSync(join(postgres.rootDir, 'branches', 'br-broken', 'data', 'postgresql.conf'), 'no such line\n');
    const refusal = await refusalOf(uriOf('endpoint=ep-broken'));
    expect(refusal).toMatchObject({
      code: '57P03',
      message: expect.stringMatching(/^.*did not start.*syntax error in file.*$/),
    });
    await dataPlane.dropBranch('br-broken');
  });

  test('lists the installed versions when another one is requested', async () => {
    const branch = { branchId: 'br-old', pgVersion: 9, roles: [], databases: [] };
    await expect(dataPlane.createBranch(branch)).rejects.toThrow(/^Postgres 9 is not installed \(found: 17/);
    expect(existsSync(join(postgres.rootDir, 'branches', 'br-old'))).toBe(false);
  });
});

describe('suspending', () => {
  test('ends the sessions with a reason, and wakes on the next connection', async () => {
    await postgres.createBranch('sleepy');
    await dataPlane.startEndpoint('ep-sleepy');
    const client = await connectTo('sleepy');
    const ended = new Promise<unknown>((resolve) => client.once('error', resolve));
    await sleepUntilIdle('sleepy');
    await dataPlane.suspendEndpoint('ep-sleepy');
    expect(await ended).toMatchObject({ code: '57P01' });
    expect(serverPidOf('sleepy')).toBeUndefined();
    events.length = 0;
    const answers = await Promise.all([1, 2, 3].map((id) => query('sleepy', `SELECT ${id}`)));
    expect(answers).toEqual([[1], [2], [3]]);
    expect(events).toEqual(['started ep-sleepy']);
  });

  test('keeps the server running for another endpoint of the branch', async () => {
    await dataPlane.openEndpoint({ endpointId: 'ep-sleepy-too', branchId: 'br-sleepy' });
    const other = await connectTo('sleepy-too');
    await dataPlane.suspendEndpoint('ep-sleepy');
    expect((await other.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await other.end();
    await dataPlane.closeEndpoint('ep-sleepy-too');
    expect(await refusalOf(uriOf('endpoint=ep-sleepy-too'))).toMatchObject({ code: '08004' });
  });

  test('restarts a killed server, and reports the suspension', async () => {
    expect(await query('sleepy', 'SELECT 1')).toEqual([1]);
    events.length = 0;
    process.kill(serverPidOf('sleepy') ?? 0, 'SIGKILL');
    await expect.poll(() => query('sleepy', 'SELECT 2').catch(() => []), { timeout: 10_000 }).toEqual([2]);
    expect(events).toEqual(['suspended ep-sleepy', 'started ep-sleepy']);
  });

  /** Waits until only endpoints hold the server; a call of the control plane keeps it a little longer. */
  async function sleepUntilIdle(name: string): Promise<void> {
    for (let visits = 1; visits > 0; await sleep(10)) {
      const sql =
        "SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'cloud_admin' AND backend_type = 'client backend'";
      visits = Number((await query(name, sql))[0]);
    }
  }
});

describe('roles and databases', () => {
  test('changes a password immediately', async () => {
    await dataPlane.applyRole('br-child', { name: 'owner', password: `se'cond` });
    expect(await refusalOf(uriOf('endpoint=ep-child'))).toMatchObject({ code: '28P01' });
    expect(await query('child', 'SELECT 1', { password: `se'cond` })).toEqual([1]);
    expect(await query('main', 'SELECT 1')).toEqual([1]);
  });

  test('creates, renames, transfers and drops a database, even while it is in use', async () => {
    await dataPlane.applyRole('br-main', { name: 'Other "role"', password: 'third' });
    await dataPlane.createDatabase('br-main', { name: 'extra', owner: 'owner' });
    const user = await connectTo('main', { database: 'extra' });
    await dataPlane.changeDatabase('br-main', 'extra', { name: 'renamed', owner: 'Other "role"' });
    await user.end();
    const owner = 'SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = current_database()';
    expect(await query('main', owner, { database: 'renamed' })).toEqual(['Other "role"']);
    await dataPlane.dropDatabase('br-main', 'renamed');
    expect(await refusalOf(uriOf('endpoint=ep-main', { database: 'renamed' }))).toMatchObject({ code: '3D000' });
  });

  test('drops a role, and transfers its objects to the owner of the database', async () => {
    await dataPlane.applyRole('br-main', { name: 'guest', password: 'fourth' });
    await query('main', 'GRANT CREATE ON SCHEMA public TO guest');
    await query('main', 'CREATE TABLE left_behind (id int)', { user: 'guest', password: 'fourth' });
    await dataPlane.dropRole('br-main', 'guest');
    expect(await query('main', "SELECT tableowner::text FROM pg_tables WHERE tablename = 'left_behind'")).toEqual([
      'owner',
    ]);
    expect(await query('main', "SELECT count(*)::int FROM pg_roles WHERE rolname = 'guest'")).toEqual([0]);
  });

  test('names the branch and the action that failed', async () => {
    const failing = dataPlane.dropDatabase('br-main', 'absent');
    await expect(failing).rejects.toThrow(
      'Branch br-main: cannot drop database absent: database "absent" does not exist',
    );
    await expect(dataPlane.dropRole('br-absent', 'owner')).rejects.toThrow('br-absent');
  });
});
