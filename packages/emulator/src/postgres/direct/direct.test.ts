import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { CLIENT_SESSIONS } from '../admission/index.ts';
import { isRoot, UNPRIVILEGED_ID } from '../root-dir/index.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres({
    direct: true,
    judgeConnection: (endpointId) => (endpointId === 'ep-blocked' ? 'public-blocked' : undefined),
  });
  for (const name of ['main', 'other']) {
    await postgres.createBranch(name);
    await postgres.dataPlane.startEndpoint(`ep-${name}`);
    await query(name, `CREATE TABLE t AS SELECT '${name}' AS name`);
  }
}, 60_000);

afterAll(() => postgres[Symbol.asyncDispose]());

const portOf = (name: string): number => postgres.dataPlane.address?.directPortOf?.(`ep-${name}`) ?? 0;

const direct = (name: string, config: ClientConfig = {}): ClientConfig => ({
  port: portOf(name),
  options: '',
  ...config,
});

const connect = (name: string, config?: ClientConfig): Promise<Client> => postgres.connect(name, direct(name, config));

const query = (name: string, sql: string, config?: ClientConfig): Promise<unknown[]> =>
  postgres.query(name, sql, direct(name, config));

/** Returns the code of the error with which a login is refused. */
async function refusalOf(name: string, config: ClientConfig): Promise<string | undefined> {
  const client = await connect(name, config).catch((error: { code?: string }) => error);
  if (!('end' in client)) return client.code;
  await client.end();
  return undefined;
}

const isForwarded = async (name: string): Promise<boolean> => {
  const [port] = await query(name, 'SELECT inet_server_port()');
  return port !== portOf(name);
};

/** https://www.postgresql.org/docs/current/storage-file-layout.html: the process id first, the listen address sixth. */
function pidFileOf(name: string): string[] {
  return readFileSync(join(postgres.rootDir, 'branches', `br-${name}`, 'data', 'postmaster.pid'), 'utf8').split('\n');
}

const listenAddressOf = (name: string): string | undefined => pidFileOf(name)[5];

describe('logins', () => {
  test('Postgres itself answers, with TLS and channel binding, under a certificate of the emulator’s authority', async () => {
    const ca = readFileSync(postgres.dataPlane.address?.caFile ?? '', 'utf8');
    const session = await connect('main', { ssl: { ca }, enableChannelBinding: true });
    const { rows } = await session.query(
      'SELECT inet_server_port() AS port, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    );
    await session.end();
    expect(rows).toEqual([{ port: portOf('main'), ssl: true }]);
  });

  test('a wrong password is rejected', async () => {
    expect(await refusalOf('main', { password: 'wrong' })).toBe('28P01');
  });

  test.skipIf(process.platform === 'win32')('the superuser cannot log in, even with its password', async () => {
    const password = readFileSync(join(postgres.rootDir, 'cloud-admin-password'), 'utf8').trim();
    const [user, database] = ['cloud_admin', 'postgres'];
    expect(await refusalOf('main', { user, password, database })).toBe('28000');
    expect(await query('main', 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([false]);
  });

  test('roles can log in as soon as they are created, until they are dropped', async () => {
    const role = { user: 'guest', password: 'second', database: 'app' };
    await postgres.dataPlane.applyRole('br-main', { name: 'guest', password: 'second' });
    expect(await query('main', 'SELECT current_user', role)).toEqual(['guest']);
    await postgres.dataPlane.dropRole('br-main', 'guest');
    expect(await refusalOf('main', role)).toBe('28P01');
  });

  test('clients cannot take the connections that the emulator needs', async () => {
    const clients = await Promise.all(Array.from({ length: CLIENT_SESSIONS }, () => connect('other')));
    expect(await refusalOf('other', {})).toBe('53300');
    await postgres.dataPlane.applyRole('br-other', { name: 'owner', password: 'first' });
    await Promise.all(clients.map((client) => client.end()));
  });

  test.skipIf(process.platform === 'win32')('only the user who runs Postgres can read the key', () => {
    const { mode, uid } = statSync(join(postgres.rootDir, 'direct', 'server.key'));
    expect(mode & 0o777).toBe(0o600);
    expect(uid).toBe(isRoot() ? UNPRIVILEGED_ID : process.getuid?.());
  });
});

describe('ports', () => {
  test('each endpoint has its own', async () => {
    expect(await query('main', 'TABLE t')).toEqual(['main']);
    expect(await query('other', 'TABLE t')).toEqual(['other']);
  });

  test('the pooled side stays on the port of the emulator', async () => {
    const session = await connect('main');
    expect(await postgres.query('main-pooler', 'TABLE t')).toEqual(['main']);
    expect(await postgres.query('main', 'TABLE t')).toEqual(['main']);
    // Its server was not restarted.
    expect((await session.query('TABLE t')).rows).toEqual([{ name: 'main' }]);
    await session.end();
  });

  test('a server that only the emulator uses does not listen', async () => {
    await postgres.createBranch('quiet');
    await postgres.dataPlane.closeEndpoint('ep-quiet');
    await postgres.dataPlane.readBranch?.('br-quiet');
    expect([listenAddressOf('quiet'), listenAddressOf('main')]).toEqual(['', '127.0.0.1']);
  });

  test('an endpoint whose rules refuse this machine’s clients refuses them at its port', async () => {
    await postgres.createBranch('blocked');
    await postgres.dataPlane.startEndpoint('ep-blocked');
    await expect(connect('blocked')).rejects.toThrow(/public/i);
  });

  test('an endpoint is never idle, because its clients are unknown', () => {
    expect(postgres.dataPlane.readUsage?.('ep-main').isInUse).toBe(true);
  });

  test('a suspended endpoint is woken by a client at its port', async () => {
    const port = portOf('main');
    const session = await connect('main');
    const ended = new Promise((resolve) => session.once('end', resolve));
    await postgres.dataPlane.suspendEndpoint('ep-main');
    await ended;
    expect(await query('main', 'TABLE t')).toEqual(['main']);
    expect(await isForwarded('main')).toBe(false);
    expect(portOf('main')).toBe(port);
  });

  test('a reset keeps the port', async () => {
    const port = portOf('main');
    await postgres.dataPlane.replaceBranchData?.({ branchId: 'br-main', from: { branchId: 'br-other' } });
    expect(await query('main', 'TABLE t')).toEqual(['other']);
    await query('main', "UPDATE t SET name = 'main'");
    expect([portOf('main'), await isForwarded('main')]).toEqual([port, false]);
  });

  test('an endpoint that moves to another branch keeps it', async () => {
    const port = portOf('main');
    await postgres.dataPlane.closeEndpoint('ep-other');
    await postgres.dataPlane.openEndpoint({ endpointId: 'ep-main', branchId: 'br-other' });
    expect(await query('main', 'TABLE t')).toEqual(['other']);
    await postgres.dataPlane.openEndpoint({ endpointId: 'ep-main', branchId: 'br-main' });
    await postgres.open('other');
    expect(await query('main', 'TABLE t')).toEqual(['main']);
    expect(portOf('main')).toBe(port);
    expect(await query('other', 'TABLE t')).toEqual(['other']);
  });

  test('after a crash, the next client starts the server again', async () => {
    await query('main', 'SELECT 1');
    process.kill(Number(pidFileOf('main')[0]), 'SIGKILL');
    await vi.waitFor(async () => expect(await query('main', 'TABLE t')).toEqual(['main']), 10_000);
    expect(await isForwarded('main')).toBe(false);
  });
});

describe('a read-only endpoint', () => {
  beforeAll(async () => {
    await postgres.dataPlane.openEndpoint({ endpointId: 'ep-reader', branchId: 'br-main', readOnly: true });
    await postgres.dataPlane.startEndpoint('ep-reader');
  });

  test('has its own port, and rejects writes', async () => {
    expect(await query('reader', 'TABLE t')).toEqual(['main']);
    expect(await isForwarded('reader')).toBe(false);
    await expect(query('reader', 'DELETE FROM t')).rejects.toThrow(/read-only/);
  });

  test('follows its branch after that was suspended and started again, and keeps its sessions', async () => {
    const session = await connect('reader');
    await postgres.dataPlane.suspendEndpoint('ep-main');
    await postgres.dataPlane.startEndpoint('ep-main');
    await query('main', "INSERT INTO t VALUES ('later')");
    await vi.waitFor(async () => {
      expect((await session.query('TABLE t')).rows).toEqual([{ name: 'main' }, { name: 'later' }]);
    }, 10_000);
    await session.end();
  });
});
