import { neon } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPglite, type TestPglite } from '../../test/support/use-pglite.ts';
import { createPgliteDataPlane } from './index.ts';

const events: string[] = [];
let pglite: TestPglite;

beforeAll(async () => {
  pglite = startTestPglite(
    {},
    {
      endpointStarted: (id) => void events.push(`started ${id}`),
      endpointSuspended: (id) => void events.push(`suspended ${id}`),
    },
  );
  await pglite.createBranch('main');
});

afterAll(async () => {
  await pglite.dataPlane.stop();
  // Stops it again.
  await pglite[Symbol.asyncDispose]();
});

const query: TestPglite['query'] = (...args) => pglite.query(...args);

describe('a session', () => {
  test('has the role, its rights and its database', async () => {
    expect(await query('main', 'SELECT current_user, session_user, current_database()')).toEqual([
      ...['owner', 'owner', 'app'],
    ]);
    const rights = "SELECT rolcreatedb, rolcreaterole, rolsuper, pg_has_role('neon_superuser', 'member') FROM pg_roles";
    expect(await query('main', `${rights} WHERE rolname = current_user`)).toEqual([true, true, false, true]);
  });

  test('leaves nothing to the next one', async () => {
    await query('main', "SELECT set_config('search_path', 'pg_catalog', false), set_config('work_mem', '9MB', false)");
    await query('main', 'CREATE TEMPORARY TABLE leftover (id int)');
    await query('main', 'BEGIN');
    const leftover = "SELECT count(*)::int FROM pg_class WHERE relname = 'leftover'";
    expect(await query('main', `SELECT current_setting('search_path'), (${leftover})`)).toEqual(['"$user", public', 0]);
    expect(await query('main', 'SHOW work_mem')).toEqual(['4MB']);
  });

  test('has the stored settings of the database and the role, and those of the URI', async () => {
    await query('main', "ALTER DATABASE app SET work_mem = '5MB'");
    await query('main', 'ALTER ROLE owner SET search_path = mine, public');
    const settings = "SELECT current_setting('work_mem'), current_setting('search_path')";
    expect(await query('main', settings)).toEqual(['5MB', 'mine, public']);
    const options = '-c work_mem=7MB --search-path=a,\\ b';
    expect(await query('main', settings, { options })).toEqual(['7MB', 'a, b']);
    await query('main', 'ALTER DATABASE app RESET work_mem');
    await query('main', 'ALTER ROLE owner RESET search_path');
  });

  test.each(['neon_lsn:0/1A2B3C8', 'neon_timestamp:2030-01-31T12:00:00Z'])(
    'the point %s is refused',
    async (options) => {
      const refusal = { code: '22023', hint: expect.stringContaining('only its head') };
      await expect(query('main', 'SELECT 1', { options })).rejects.toMatchObject(refusal);
      const harmless = { options: 'neon_proxy_params_compat:true' };
      expect(await query('main', 'SELECT 1', harmless)).toEqual([1]);
    },
  );

  test.each([
    ['a wrong password', { password: 'wrong' }, '28P01'],
    ['an unknown role', { user: 'nobody' }, '28P01'],
    ['the superuser, which has no password', { user: 'cloud_admin' }, '28P01'],
    ['an unknown database', { database: 'nowhere' }, '3D000'],
  ])('%s is refused with the code of Postgres', async (_, login, code) => {
    await expect(query('main', 'SELECT 1', login)).rejects.toMatchObject({ code, severity: 'FATAL' });
  });

  test('an unknown endpoint is refused', async () => {
    await expect(query('nowhere', 'SELECT 1')).rejects.toMatchObject({ code: '08004' });
  });

  test('a new password counts at once', async () => {
    await query('main', "CREATE ROLE changing LOGIN PASSWORD 'before'");
    expect(await query('main', 'SELECT 1', { user: 'changing', password: 'before' })).toEqual([1]);
    await pglite.dataPlane.applyRole('br-main', { name: 'changing', password: 'after' });
    await expect(query('main', 'SELECT 1', { user: 'changing', password: 'before' })).rejects.toThrow('changing');
    expect(await query('main', 'SELECT current_user', { user: 'changing', password: 'after' })).toEqual(['changing']);
    await pglite.dataPlane.dropRole('br-main', 'changing');
  });

  test('of a read-only endpoint cannot write', async () => {
    await pglite.dataPlane.openEndpoint({ endpointId: 'ep-reader', branchId: 'br-main', readOnly: true });
    await expect(query('reader', 'CREATE TABLE written (id int)')).rejects.toMatchObject({ code: '25006' });
    await pglite.dataPlane.closeEndpoint('ep-reader');
  });
});

test('the settings of a database do not affect the work of the emulator', async () => {
  await pglite.createBranch('locked');
  await query('locked', 'ALTER DATABASE app SET default_transaction_read_only = on');
  await pglite.dataPlane.suspendEndpoint('ep-locked');
  await pglite.dataPlane.applyRole('br-locked', { name: 'added', password: 'its-own' });
  await expect(query('locked', 'CREATE TABLE t ()')).rejects.toMatchObject({ code: '25006' });
});

describe('branching', () => {
  test('gives the copy the data of its parent, and keeps later writes apart', async () => {
    await query('main', 'CREATE TABLE notes AS SELECT 1 AS id');
    await pglite.copyBranch('main', 'child');
    await query('child', 'INSERT INTO notes VALUES (2), (3)');
    await query('main', 'INSERT INTO notes VALUES (4)');
    expect(await query('child', 'SELECT id FROM notes ORDER BY id')).toEqual([1, 2, 3]);
    expect(await query('main', 'SELECT id FROM notes ORDER BY id')).toEqual([1, 4]);
  });

  test('during a transaction copies what is committed before or after it', async () => {
    await query('main', 'CREATE TABLE pairs (id int)');
    const sql = neon(pglite.uriOf('main'));
    const insert = sql`INSERT INTO pairs VALUES (1)`;
    await Promise.all([
      sql.transaction([insert, sql`SELECT pg_sleep(0.05)`, sql`INSERT INTO pairs VALUES (2)`]),
      pglite.copyBranch('main', 'meanwhile'),
      sql.transaction([sql`INSERT INTO pairs VALUES (3)`, sql`INSERT INTO pairs VALUES (4)`]),
    ]);
    const [copied] = await query('meanwhile', 'SELECT count(*)::int FROM pairs');
    expect([0, 2, 4]).toContain(copied);
    expect(await query('main', 'SELECT count(*)::int FROM pairs')).toEqual([4]);
  });

  test('a schema-only branch has no rows in any database', async () => {
    await pglite.createBranch('filled');
    await query('filled', 'CREATE TABLE first AS SELECT 1 AS id');
    await query('filled', 'CREATE DATABASE other');
    await query('filled', 'CREATE TABLE second AS SELECT 1 AS id', { database: 'other' });
    await pglite.dataPlane.copyBranch({ branchId: 'br-empty', parentId: 'br-filled', schemaOnly: true });
    await pglite.open('empty');
    expect(await query('empty', 'SELECT count(*)::int FROM first')).toEqual([0]);
    expect(await query('empty', 'SELECT count(*)::int FROM second', { database: 'other' })).toEqual([0]);
  });

  test('replaced data can be kept under a new id, and repeating that changes nothing', async () => {
    await query('child', 'CREATE TABLE only_here (id int)');
    const replacement = { branchId: 'br-child', from: { branchId: 'br-main' }, keepOldAs: 'br-kept' };
    await pglite.dataPlane.replaceBranchData?.(replacement);
    await pglite.dataPlane.replaceBranchData?.(replacement);
    await pglite.open('kept');
    await expect(query('child', 'TABLE only_here')).rejects.toMatchObject({ code: '42P01' });
    expect(await query('kept', 'TABLE only_here')).toEqual([]);
  });

  test('a deleted branch is gone, and its name is free', async () => {
    await pglite.dataPlane.dropBranch('br-kept');
    await pglite.dataPlane.dropBranch('br-kept');
    await expect(query('kept', 'SELECT 1')).rejects.toMatchObject({ code: '08004' });
    expect(pglite.dataPlane.listBranches?.()).not.toContain('br-kept');
    await pglite.copyBranch('main', 'kept');
    expect(await query('kept', 'SELECT 1')).toEqual([1]);
  });
});

describe('roles and databases', () => {
  test('are read from Postgres, with the passwords that are still right', async () => {
    await pglite.createBranch('content');
    await query('content', "CREATE ROLE by_sql LOGIN PASSWORD 'its-own'");
    const known = [
      { name: 'owner', password: 'first' },
      { name: 'by_sql', password: 'another' },
    ];
    expect(await pglite.dataPlane.readBranch?.('br-content', known)).toMatchObject({
      roles: [
        { name: 'owner', canLogIn: true, hasKnownPassword: true },
        { name: 'by_sql', canLogIn: true, hasKnownPassword: false },
      ],
      databases: [{ name: 'app', owner: 'owner' }],
    });
  });

  test('a database can be renamed and dropped while it is in use, even the last one', async () => {
    const { dataPlane } = pglite;
    await query('content', 'CREATE TABLE moved AS SELECT 1 AS id');
    await dataPlane.changeDatabase('br-content', 'app', { name: 'renamed', owner: 'by_sql' });
    expect(await query('content', 'SELECT current_database(), id FROM moved', { database: 'renamed' })).toEqual([
      ...['renamed', 1],
    ]);
    await dataPlane.dropDatabase('br-content', 'renamed');
    expect((await dataPlane.readBranch?.('br-content'))?.databases).toEqual([]);
    await dataPlane.createDatabase('br-content', { name: 'app', owner: 'owner' });
    expect(await query('content', 'SELECT current_database()')).toEqual(['app']);
  });

  test('a dropped role leaves its objects to the owners of their databases', async () => {
    const { dataPlane } = pglite;
    await dataPlane.createDatabase('br-content', { name: 'two', owner: 'owner' });
    const login = { user: 'by_sql', password: 'its-own' };
    for (const database of ['app', 'two']) {
      await query('content', 'GRANT CREATE ON SCHEMA public TO by_sql', { database });
      await query('content', 'CREATE TABLE inherited (id int)', { ...login, database });
    }
    await dataPlane.dropRole('br-content', 'by_sql');
    const owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'inherited'";
    for (const database of ['app', 'two']) expect(await query('content', owner, { database })).toEqual(['owner']);
  });

  test('the schema and the tables of a database are read', async () => {
    await query('content', 'CREATE TABLE described (id int PRIMARY KEY)', { database: 'two' });
    expect(await pglite.dataPlane.readSchema?.('br-content', 'two')).toContain('CREATE TABLE public.described');
    expect(await pglite.dataPlane.readTables?.('br-content', 'two')).toContainEqual(
      expect.objectContaining({
        name: 'described',
        columns: [expect.objectContaining({ name: 'id', type: 'integer' })],
      }),
    );
  });
});

describe('endpoints', () => {
  test('a statement waits for an announced endpoint', async () => {
    await pglite.dataPlane.announceEndpoint?.('ep-late');
    const waiting = query('late', 'SELECT 1');
    await pglite.dataPlane.copyBranch({ branchId: 'br-late', parentId: 'br-main' });
    await pglite.open('late');
    expect(await waiting).toEqual([1]);
  });

  test('a statement wakes a suspended endpoint, and that is reported', async () => {
    await pglite.dataPlane.startEndpoint('ep-late');
    await query('late', 'CREATE TABLE asleep AS SELECT 5 AS id');
    await pglite.dataPlane.suspendEndpoint('ep-late');
    events.length = 0;
    expect(await query('late', 'TABLE asleep')).toEqual([5]);
    expect(events).toEqual(['started ep-late']);
    expect(pglite.dataPlane.readUsage?.('ep-late')).toMatchObject({ isInUse: false, ended: 3 });
  });

  test('a closed endpoint accepts no statement, and ends the wait for it', async () => {
    await pglite.dataPlane.closeEndpoint('ep-late');
    await expect(query('late', 'SELECT 1')).rejects.toMatchObject({ code: '08004' });
    await pglite.dataPlane.announceEndpoint?.('ep-never');
    const waiting = expect(query('never', 'SELECT 1')).rejects.toMatchObject({ code: '08004' });
    await pglite.dataPlane.closeEndpoint('ep-never');
    await waiting;
  });
});

describe('options', () => {
  test.each([
    [{ maxAwake: 0 }, 'maxAwake must be an integer of 1 or more, not 0.'],
    [{ pgVersion: 17.5 }, 'pgVersion must be an integer of 1 or more, not 17.5.'],
    [{ awake: 1 }, 'Unknown option "awake" of createPgliteDataPlane; use create, pgVersion, maxAwake, template.'],
  ])('%j is refused', (options, message) => {
    expect(() => createPgliteDataPlane(options as object)).toThrow(new TypeError(message));
  });

  test('another version than that of PGlite is reported by the first branch', { timeout: 120_000 }, async () => {
    await using other = startTestPglite({ pgVersion: 17 });
    await expect(other.createBranch('main')).rejects.toThrow(
      'PGlite runs Postgres 18, not 17. Pass { pgVersion: 18 }.',
    );
  });
});
