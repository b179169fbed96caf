import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTraps, TRAP_MARK } from '../../../test/support/trap-database.ts';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import type { BranchReading } from '../../data-plane/index.ts';
import { findBinaries } from '../binaries/index.ts';
import { findPgDumps } from '../dump/index.ts';
import type { PrivilegedWork } from './index.ts';

const { binaries } = await findBinaries('auto');
const installed = binaries.map(({ majorVersion }) => majorVersion);
/** `NEON_EMULATOR_TEST_TRAPS=all` tests the oldest version, the first with transaction_timeout, and the newest. */
const trapped = process.env.NEON_EMULATOR_TEST_TRAPS === 'all' ? [15, 17, 18] : [17];
const dumpable = Math.max(0, ...(await findPgDumps()).map(({ majorVersion }) => majorVersion));

interface Scene {
  readonly postgres: TestPostgres;
  readonly majorVersion: number;
}

type Action = (scene: Scene) => Promise<unknown>;

const branch = 'br-main';
const copy: Action = ({ postgres: { dataPlane } }) => dataPlane.copyBranch({ branchId: 'br-copy', parentId: branch });
const readSchema: Action = ({ postgres: { dataPlane } }) => dataPlane.readSchema?.(branch, 'app') ?? Promise.resolve();
const makeSchemaOnly: Action = ({ postgres: { dataPlane } }) =>
  dataPlane.copyBranch({ branchId: 'br-copy', parentId: branch, schemaOnly: true });
const dropRole: Action = async ({ postgres: { dataPlane } }) => {
  await dataPlane.applyRole(branch, { name: 'guest', password: undefined });
  await dataPlane.dropRole(branch, 'guest');
};
const readBranch: Action = async ({ postgres: { dataPlane } }): Promise<BranchReading | undefined> =>
  dataPlane.readBranch?.(branch);
const logIn: Action = async ({ postgres }) => {
  const session = await postgres.connect('main', { ssl: { rejectUnauthorized: false }, enableChannelBinding: true });
  await session.end();
};
const start: Action = ({ postgres: { dataPlane }, majorVersion }) =>
  dataPlane.createBranch({ branchId: 'br-copy', pgVersion: majorVersion, roles: [], databases: [] });
const createAt: Action = async ({ postgres: { dataPlane } }) => {
  const at = { timestamp: new Date().toISOString() };
  await sleep(10);
  await dataPlane.copyBranch({ branchId: 'br-copy', parentId: branch, at });
};

/** Settings for the test's own sessions in the database with the traps. */
function unhindered(majorVersion: number): string {
  const since17 = majorVersion >= 17 ? ' -c transaction_timeout=0' : '';
  return `-c search_path=pg_catalog -c statement_timeout=0 -c idle_session_timeout=0${since17}`;
}

const copySubscriber: Action = async (scene) => {
  const { postgres, majorVersion } = scene;
  const session = await postgres.connect('main', {
    options: `endpoint=ep-main -c default_transaction_read_only=off ${unhindered(majorVersion)}`,
  });
  const connection = 'host=127.0.0.1 dbname=none password=none';
  await session.query(`CREATE SUBSCRIPTION s CONNECTION '${connection}' PUBLICATION p WITH (connect = false)`);
  await session.query('ALTER SUBSCRIPTION s SET (slot_name = NONE)');
  await copy(scene);
  await session.query('DROP SUBSCRIPTION s');
  await session.end();
};

const createDatabase: Action = async ({ postgres: { dataPlane } }) => {
  await dataPlane.createDatabase(branch, { name: 'more', owner: 'owner' });
  await dataPlane.dropDatabase(branch, 'more');
};

/** An action that opens each kind of session. A missing kind does not compile. */
const ACTIONS: Readonly<Record<PrivilegedWork, Action>> = {
  'close program access': start,
  'copy running data': copy,
  'copy history': createAt,
  'follow branch': async () => {},
  'read history': async ({ postgres: { dataPlane } }) => {
    await dataPlane.startEndpoint('ep-main');
    await dataPlane.findHistory?.(branch);
  },
  'apply role': ({ postgres: { dataPlane } }) => dataPlane.applyRole(branch, { name: 'owner', password: 'first' }),
  'lock out role': dropRole,
  'disown role': dropRole,
  'drop role': dropRole,
  'read verifier': logIn,
  'list databases': dropRole,
  'create database': createDatabase,
  'change database': async ({ postgres: { dataPlane } }) => {
    await dataPlane.changeDatabase(branch, 'app', { name: 'renamed', owner: 'owner' });
    await dataPlane.changeDatabase(branch, 'renamed', { name: 'app', owner: 'owner' });
  },
  'drop database': createDatabase,
  'list subscriptions': copySubscriber,
  'drop subscription': copySubscriber,
  'read position': createAt,
  'remove rows': makeSchemaOnly,
  'write checkpoint': makeSchemaOnly,
  'open database': makeSchemaOnly,
  'dump schema': readSchema,
  'read schema': readSchema,
  'read tables': async ({ postgres: { dataPlane } }) => {
    const tables = (await dataPlane.readTables?.(branch, 'app')) ?? [];
    expect(tables.map(({ name }) => name)).toContain('all_kinds');
  },
  'read contents': readBranch,
  'fill branch': start,
};

/** Lists each action once, with the kinds of sessions that it opens. */
function listActions(majorVersion: number): [works: PrivilegedWork[], action: Action][] {
  const works = (Object.keys(ACTIONS) as PrivilegedWork[]).filter((work) => isNeeded(work, majorVersion));
  const actions = new Set(works.map((work) => ACTIONS[work]));
  return [...actions].map((action) => [works.filter((work) => ACTIONS[work] === action), action]);
}

/** Kinds that this version or installation never needs. */
function isNeeded(work: PrivilegedWork, majorVersion: number): boolean {
  // Only on read-only endpoints with `--direct`, in the superuser's own database, which they cannot write.
  if (work === 'follow branch') return false;
  if (work === 'close program access') return majorVersion < 16;
  if (work === 'dump schema') return dumpable >= majorVersion;
  return work !== 'read schema' || dumpable < majorVersion;
}

/** Restarts the server of the branch with changed settings. */
async function restart({ postgres: { dataPlane } }: Scene): Promise<void> {
  await dataPlane.suspendEndpoint('ep-main');
  await dataPlane.startEndpoint('ep-main');
}

describe.each(installed.filter((version) => trapped.includes(version)))('on Postgres %i', (majorVersion) => {
  let scene: Scene;
  const UNHINDERED = unhindered(majorVersion);

  beforeAll(async () => {
    const postgres = await startTestPostgres({ mode: 'auto', temporary: false });
    scene = { postgres, majorVersion };
    await postgres.createBranch('main', majorVersion);
    const templates = readdirSync(join(postgres.rootDir, 'templates')).map((name) => join('templates', name));
    for (const dir of [...templates, join('branches', branch, 'data')]) {
      const settings = join(postgres.rootDir, dir, 'postgresql.conf');
      appendFileSync(settings, `log_connections = '${majorVersion >= 18 ? 'all' : 'on'}'\n`);
    }
    await restart(scene);
    const tenant = await postgres.connect('main');
    await setTraps(tenant, majorVersion);
    await tenant.query('CREATE DATABASE closed');
    await tenant.end();
    const inClosed = await postgres.connect('main', { database: 'closed' });
    await inClosed.query("CREATE TABLE secrets AS SELECT 'kept' AS row");
    await inClosed.end();
    const closer = await postgres.connect('main', { database: 'postgres' });
    await closer.query('ALTER DATABASE closed ALLOW_CONNECTIONS false');
    await closer.end();
  }, 120_000);

  afterAll(() => scene.postgres[Symbol.asyncDispose]());

  /** Returns the log lines of all branches' servers, each with the branch's name. */
  function readLogs(): string[] {
    const dir = join(scene.postgres.rootDir, 'branches');
    return readdirSync(dir).flatMap((name) => {
      const log = join(dir, name, 'postgres.log');
      return existsSync(log)
        ? readFileSync(log, 'utf8')
            .split('\n')
            .map((line) => `${name} ${line}`)
        : [];
    });
  }

  const linesWith = (text: string): string[] => readLogs().filter((line) => line.includes(text));

  async function superusers(): Promise<unknown[]> {
    const session = await scene.postgres.connect('main', { database: 'postgres' });
    const { rows } = await session.query('SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY rolname');
    await session.end();
    return rows.map(({ rolname }: { rolname: string }) => rolname);
  }

  test('a trap springs when a tenant calls a shadowed function', async () => {
    const before = linesWith(TRAP_MARK).length;
    const session = await scene.postgres.connect('main', {
      options: `endpoint=ep-main ${UNHINDERED} -c search_path=public,pg_catalog`,
    });
    await session.query("SELECT cardinality(ARRAY[1::smallint]), upper('a'::text)");
    await session.end();
    await expect.poll(() => linesWith(TRAP_MARK).length).toBeGreaterThanOrEqual(before + 2);
  });

  test.each(listActions(majorVersion))('%j: no session springs a trap', { timeout: 60_000 }, async (works, action) => {
    await scene.postgres.dataPlane.dropBranch('br-copy');
    const opened = works.map((work) => `application_name=neon-emulator: ${work}`);
    const before = new Set(opened.flatMap(linesWith));
    const sprung = new Set(linesWith(TRAP_MARK));
    await action(scene);
    for (const name of opened) {
      await expect.poll(() => linesWith(name).filter((line) => !before.has(line)), { message: name }).not.toEqual([]);
    }
    expect(linesWith(TRAP_MARK).filter((line) => !sprung.has(line))).toEqual([]);
    expect(await superusers()).toEqual(['cloud_admin']);
  });

  test('a schema-only branch has no rows, not even in a database that forbids connections', async () => {
    await scene.postgres.dataPlane.dropBranch('br-copy');
    await makeSchemaOnly(scene);
    await scene.postgres.open('copy');
    const opener = await scene.postgres.connect('copy', { database: 'postgres' });
    const closed = await opener.query("SELECT datallowconn FROM pg_database WHERE datname = 'closed'");
    expect(closed.rows).toEqual([{ datallowconn: false }]);
    await opener.query('ALTER DATABASE closed ALLOW_CONNECTIONS true');
    await opener.end();
    const session = await scene.postgres.connect('copy', { database: 'closed' });
    expect((await session.query('SELECT * FROM secrets')).rows).toEqual([]);
    await session.end();
  });

  test('a schema-only branch has the triggers and functions of its parent', async () => {
    const read = async (name: string): Promise<unknown[]> => {
      const session = await scene.postgres.connect(name, { options: `endpoint=ep-${name} ${UNHINDERED}` });
      const triggers = await session.query('SELECT tgrelid, tgname, tgenabled FROM pg_trigger ORDER BY oid');
      const functions = await session.query('SELECT proname, provolatile FROM pg_proc ORDER BY oid');
      await session.end();
      return [triggers.rows, functions.rows];
    };
    expect(await read('copy')).toEqual(await read('main'));
  });

  test('no tenant can create an event trigger, read a file or run a program', async () => {
    const session = await scene.postgres.connect('main', { database: 'postgres' });
    const attempt = (sql: string): Promise<unknown> =>
      session.query(sql).then(
        () => 'allowed',
        (error: { code?: string }) => error.code,
      );
    const [denied, missing] = ['42501', '42704'];
    expect(
      await attempt('CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION pg_catalog.current_user()'),
    ).not.toBe('allowed');
    for (const role of ['pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files']) {
      expect([denied, missing]).toContain(await attempt(`GRANT ${role} TO owner`));
      expect([denied, missing]).toContain(await attempt(`CREATE ROLE r_${role} IN ROLE ${role}`));
    }
    expect(await attempt("COPY (SELECT 1) TO PROGRAM 'cat'")).toBe(denied);
    expect(await attempt("SELECT pg_read_file('PG_VERSION')")).toBe(denied);
    expect(await attempt('ALTER ROLE owner SUPERUSER')).toBe(denied);
    expect(await attempt('ALTER ROLE cloud_admin PASSWORD NULL')).toBe(denied);
    expect(await attempt("ALTER ROLE cloud_admin SET search_path = 'public'")).toBe(denied);
    expect(await attempt('GRANT cloud_admin TO owner')).toBe(denied);
    await session.end();
  });
});
