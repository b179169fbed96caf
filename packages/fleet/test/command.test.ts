import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ran, RunOptions } from '@neon-api/ground/testing';
import { connectionUris, ensureDatabase, ensureProject, findBranch, findProject } from '@neon-api/helpers';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useFleets } from './open-fleets.ts';
import { startCommand } from './run-command.ts';
import { useDatabase } from './use-database.ts';

const database = useDatabase();
const openFleet = useFleets(database);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'neon-fleet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function environment(fleet: string): Record<string, string | undefined> {
  const { connectionString, emulator } = database();
  return {
    ...{ HOME: folder, NEON_FLEET_DATABASE_URL: connectionString, NEON_FLEET_NAME: fleet },
    ...{ NEON_API_KEY: emulator.apiKey, NEON_API_BASE_URL: emulator.apiUrl },
  };
}

const run = (fleet: string, args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> =>
  startCommand(args, { env: environment(fleet), cwd: folder, ...options }).ended;

/** Writes a file, and returns its name. */
function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

describe('run provision and work', () => {
  test('a command adds tenants, another works on them, and both report', async () => {
    const tenants = write('tenants.txt', 'acme\n\n globex \n');
    const { process, seen, ended } = startCommand(['work'], { env: environment('provisions'), cwd: folder });
    await expect.poll(() => seen.err, { timeout: 20_000 }).toContain('Working on provision');
    const args = ['run', 'provision', '--tenants', tenants, '--template', 'project', '--concurrency', '0'];
    const first = await run('provisions', [...args, '--json']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(first.out)).toEqual({
      job: 'provision',
      done: ['acme', 'globex'].map((key) => ({ key, projectId: expect.any(String) })),
      ...{ failed: [], skipped: [] },
    });
    const second = await run('provisions', args);
    expect(second).toEqual({ code: 0, out: '0 done, 0 failed, 2 done before.\n', err: '2 of 2 done\n' });
    process.emit('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, out: 'Stopped.\n' });
    expect(process.listenerCount('SIGTERM')).toBe(0);
  }, 60_000);

  test('one command without a worker creates a branch for each tenant', async () => {
    const { neon } = database();
    const { value: project } = await ensureProject(neon, { name: 'branches' });
    const tenants = write('branches.txt', 'acme');
    const args = ['run', 'provision', '--tenants', tenants, '--template', 'branch', '--project', project.id];
    const { code, out } = await run('branch', [...args, '--json']);
    const branch = await findBranch(neon, { projectId: project.id, name: 'tenant-acme' });
    const done = [{ key: 'acme', branchId: branch?.id, projectId: project.id }];
    expect([code, JSON.parse(out)]).toEqual([0, { job: 'provision', done, failed: [], skipped: [] }]);
  }, 60_000);

  test('failed tenants are reported, retried and cancelled', async () => {
    const tenants = write('two.txt', 'acme\nglobex');
    const steps = write(
      'refuse.mjs',
      `import { NeonUsageError } from '${import.meta.resolve('@neon-api/client')}';
       export const steps = {
         async branches({ key }) {
           if (key === 'acme') throw new NeonUsageError('refused: postgresql://ann:hidden@host/db');
         },
       };`,
    );
    const worker = startCommand(['work', '--steps', steps], { env: environment('branches'), cwd: folder });
    const args = ['run', 'provision', '--tenants', tenants, '--template', 'branch', '--project', 'unused'];
    const { code, out } = await run('branches', [...args, '--job', 'branches', '--concurrency', '0']);
    expect([code, out]).toEqual([
      1,
      'acme: refused: [redacted]\n1 done, 1 failed.\nTo run these again: neon-fleet retry branches, then the same command.\n',
    ]);
    worker.process.emit('SIGINT');
    expect((await worker.ended).code).toBe(0);
    expect((await run('branches', ['retry', 'branches'])).out).toBe('1 unit of branches can run again.\n');
    expect((await run('branches', ['cancel', 'branches', '--json'])).out).toBe('{"job":"branches","cancelled":1}\n');
    expect((await run('branches', ['cancel', 'branches'])).out).toBe('No unit of branches waits.\n');
    const again = await run('branches', ['retry', 'branches', '--json']);
    expect(again.out).toBe('{"job":"branches","retried":1}\n');
  }, 60_000);

  test('an interrupted run leaves its units in the queue', async () => {
    const tenants = write('waits.txt', 'acme');
    const args = ['run', 'provision', '--tenants', tenants, '--template', 'project', '--concurrency', '0'];
    const { process, seen, ended } = startCommand(args, { env: environment('interrupted'), cwd: folder, isTTY: true });
    await expect.poll(() => seen.err, { timeout: 20_000 }).toContain('0 of 1 done');
    process.emit('SIGINT');
    expect((await ended).code).toBe(130);
    const { out } = await run('interrupted', ['status', '--json']);
    expect(JSON.parse(out)).toMatchObject([{ job: 'provision', total: 1, waitingCount: 1, remainingMs: null }]);
  }, 60_000);
});

describe('status', () => {
  test('prints one table in a log, and updates it on a terminal until the jobs have ended', async () => {
    const fleet = await openFleet('watched');
    expect((await run('watched', ['status'])).out).toBe('No jobs.\n');
    const unit = { key: 'a' };
    const waiting = fleet.run('nightly', [unit], async () => undefined, { concurrency: 0 });
    await expect.poll(() => fleet.jobs()).toEqual(['nightly']);
    const table = /^job +units +waiting.*\nnightly +1 +1 +0 +0 +0 +0 +unknown\n$/;
    expect(await run('watched', ['status'])).toEqual({ code: 0, out: expect.stringMatching(table), err: '' });
    const watching = startCommand(['status', 'nightly'], { env: environment('watched'), isTTY: true });
    await expect.poll(() => watching.seen.err, { timeout: 20_000 }).toMatch(table);
    const dumb = { ...environment('watched'), TERM: 'dumb' };
    expect((await run('watched', ['status'], { env: dumb, isTTY: true })).out).toMatch(table);
    await fleet.run('nightly', [unit], async () => undefined);
    await waiting;
    const { code, out, err } = await watching.ended;
    expect([code, out]).toEqual([0, expect.stringMatching(/\nnightly +1 +0 +0 +1 +0 +0\n$/)]);
    // The table is erased at last; the final one is the output of the command.
    expect(err.endsWith('\u001b[2F\u001b[J')).toBe(true);
  }, 60_000);

  test('commands that only read the queue need no API key', async () => {
    const env = { ...environment('no-key'), NEON_API_KEY: undefined };
    expect(await run('no-key', ['status', '--json'], { env })).toEqual({ code: 0, out: '[]\n', err: '' });
    expect(await run('no-key', ['work'], { env })).toMatchObject({ code: 2, err: expect.stringMatching(/API key/) });
  });

  test('schedules are listed', async () => {
    const fleet = await openFleet('scheduled');
    expect((await run('scheduled', ['schedule', 'list'])).out).toBe('No schedules.\n');
    await fleet.schedule('cleanup', '30 2 * * *', { timeZone: 'Europe/Berlin' });
    const { out } = await run('scheduled', ['schedule', 'list']);
    expect(out).toMatch(/^job +schedule +time zone +next\ncleanup +30 2 \* \* \* +Europe\/Berlin +20.+Z\n$/);
    expect(JSON.parse((await run('scheduled', ['schedule', 'list', '--json'])).out)).toEqual([
      { job: 'cleanup', cron: '30 2 * * *', timeZone: 'Europe/Berlin', nextAt: expect.stringMatching(/Z$/) },
    ]);
  });
});

describe('init', () => {
  test('creates the schemas, and the SQL of its dry run creates all of them in an empty database', async () => {
    const { neon } = database();
    const { value: project } = await ensureProject(neon, { name: 'fleet' });
    const place = { projectId: project.id };
    await ensureDatabase(neon, { ...place, name: 'empty', ownerName: 'neondb_owner' });
    const { direct } = await connectionUris(neon, { ...place, databaseName: 'empty', roleName: 'neondb_owner' });
    const { code, out, err } = await run('sql', ['init', '--dry-run'], { env: { HOME: folder } });
    expect([code, err]).toEqual([0, '']);
    const client = new Client({ connectionString: direct });
    await client.connect();
    await client.query(out);
    const listed = `select table_schema || '.' || table_name as name from information_schema.tables
      where table_schema like 'neon_fleet%' order by name`;
    const bySql = (await client.query(listed)).rows;
    const env = { ...environment('sql'), NEON_FLEET_DATABASE_URL: direct };
    expect(await run('sql', ['init'], { env })).toEqual({
      ...{ code: 0, err: '' },
      out: 'The schemas neon_fleet and neon_fleet_queue exist.\n',
    });
    expect((await client.query(listed)).rows).toEqual(bySql);
    await client.end();
    expect(bySql).toContainEqual({ name: 'neon_fleet.units' });
    expect(bySql).toContainEqual({ name: 'neon_fleet.rate_limits' });
    expect(bySql).toContainEqual({ name: 'neon_fleet_queue.job' });
  }, 60_000);
});

describe('the command', () => {
  test('keeps its queue in the emulator if no other database is set', async () => {
    const env = { ...environment('embedded'), NEON_FLEET_DATABASE_URL: undefined };
    expect(await run('embedded', ['init', '--json'], { env })).toMatchObject({ code: 0, err: '' });
    const project = await findProject(database().neon, { name: 'neon-fleet' });
    expect(project?.name).toBe('neon-fleet');
    expect(await run('embedded', ['status'], { env })).toEqual({ code: 0, out: 'No jobs.\n', err: '' });
  }, 60_000);

  test('prints help and its version', async () => {
    const { code, out } = await run('help', ['--help']);
    expect(code).toBe(0);
    for (const name of ['init', 'work', 'run', 'status', 'retry', 'cancel', 'schedule']) {
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
    }
    expect(out).toContain('130  interrupted');
    expect(out).toContain('NEON_FLEET_DATABASE_URL');
    expect((await run('help', ['work', '--help'])).out).toContain('--steps');
    expect((await run('help', ['--version'])).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  const provision = ['run', 'provision', '--template', 'project'];
  test.each<[args: readonly string[], message: string]>([
    [['wrok'], 'Unknown command "wrok". Did you mean work? See --help.'],
    [['work', '--step', 'x'], 'Unknown flag --step. Did you mean --steps? See --help.'],
    [['work', '--steps', 'missing.mjs'], 'Cannot load --steps missing.mjs: Cannot find module'],
    [['work', '--steps', 'no-steps.mjs'], '--steps no-steps.mjs must export steps: an object with a function'],
    [['work', '--steps', 'unscheduled.mjs'], 'has no step. Export it in the steps of the --steps module.'],
    [['work', '--concurrency', '0'], '--concurrency must be a whole number from 1 to 1000'],
    [['work', 'provision'], 'Unexpected argument "provision"'],
    [['run'], 'run: expected provision.'],
    [provision, 'Missing --tenants.'],
    [[...provision, '--tenants', 'none.txt'], 'Cannot read --tenants none.txt'],
    [[...provision, '--tenants', 'blank.txt'], '--tenants blank.txt has no tenants.'],
    [[...provision, '--tenants', 'twice.txt'], 'acme'],
    [['run', 'provision', '--tenants', 'twice.txt', '--template', 'role'], '--template must be project or branch'],
    [['run', 'provision', '--tenants', 'twice.txt', '--template', 'branch'], 'Missing --project.'],
    [['retry'], 'retry: expected one JOB.'],
    [['cancel', 'nightly'], 'The fleet has no job "nightly". The fleet has no jobs yet. Check --fleet.'],
    [['schedule', 'lst'], 'schedule: expected list.'],
    [['status', '--fleet', 'a b'], '--fleet must have 1 to 100 letters'],
  ])('%j exits with 2 and says why', async (args, message) => {
    write('no-steps.mjs', 'export const steps = { cleanup: 1 };');
    write('unscheduled.mjs', 'export const steps = {}; export const scheduled = { cleanup: () => [] };');
    write('blank.txt', '\n \n');
    write('twice.txt', 'acme\nacme\n');
    const { code, out, err } = await run('usage', args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^neon-fleet: .+\n$/);
    expect(err).toContain(message);
  });

  test.each([
    [
      'nothing',
      {},
      2,
      'The fleet has no database. Set NEON_FLEET_DATABASE_URL to the URI of a Postgres database. To try',
    ],
    ['no URI', { NEON_FLEET_DATABASE_URL: 'host=a password=hidden' }, 2, 'NEON_FLEET_DATABASE_URL must be the URI of'],
    ['a closed port', { NEON_FLEET_DATABASE_URL: 'postgresql://ann:hidden@127.0.0.1:1/db' }, 1, 'ECONNREFUSED'],
  ])('a database at %s is reported without its password', async (_what, env, exitCode, message) => {
    const { code, out, err } = await run('unreachable', ['status'], { env: { HOME: folder, ...env } });
    expect([code, out]).toEqual([exitCode, '']);
    expect(err).toContain(message);
    expect(err).not.toContain('hidden');
  });
});
