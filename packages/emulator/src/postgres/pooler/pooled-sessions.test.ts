import { once } from 'node:events';
import { connect } from 'node:net';
import type { Client, ClientConfig } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { encodeCancel } from '../proxy/index.ts';

/** 0.9 of the connections that clients of a branch may have. */
const MOST_SERVERS = 94;

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  await postgres.query('main', 'CREATE TABLE counted (id serial PRIMARY KEY, client int)');
});

afterAll(() => postgres[Symbol.asyncDispose]());

const pooled = (config?: ClientConfig): Promise<Client> => postgres.connect('main-pooler', config);

async function withClients<Value>(
  count: number,
  work: (client: Client, index: number) => Promise<Value>,
): Promise<Value[]> {
  return await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const client = await pooled();
      try {
        return await work(client, index);
      } finally {
        await client.end();
      }
    }),
  );
}

const readValue = async (client: Client, sql: string, values?: unknown[]): Promise<unknown> => {
  const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array', ...(values ? { values } : {}) });
  return rows[0]?.[0];
};

const backendOf = (client: Client): Promise<unknown> => readValue(client, 'SELECT pg_backend_pid()');

async function refusalOf(config: ClientConfig): Promise<{ code?: string; message?: string }> {
  const client = await pooled(config).catch((error: unknown) => error as { code?: string });
  if ('end' in client) await client.end();
  return 'end' in client ? { message: 'was let in' } : client;
}

/** Sends a cancel request with the client's key. */
async function cancel(client: Client): Promise<void> {
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const key = Buffer.alloc(8);
  key.writeInt32BE(processID, 0);
  key.writeInt32BE(secretKey, 4);
  const socket = connect(postgres.dataPlane.address?.port ?? 0, '127.0.0.1');
  socket.end(encodeCancel(key)).resume();
  await once(socket, 'close');
}

describe('a pooled endpoint', () => {
  test('serves 150 clients with short transactions at once', async () => {
    await withClients(150, async (client, index) => {
      for (let round = 0; round < 3; round += 1) {
        await client.query('BEGIN');
        await client.query('INSERT INTO counted (client) VALUES ($1)', [index]);
        await client.query('COMMIT');
      }
    });
    expect(await postgres.query('main', 'SELECT count(*)::int, count(DISTINCT client)::int FROM counted')).toEqual([
      450, 150,
    ]);
  });

  test('gives each transaction one connection, and returns it afterwards', async () => {
    const [one, other] = [await pooled(), await pooled()];
    await one.query('BEGIN');
    const taken = await backendOf(one);
    expect(await backendOf(other)).not.toBe(taken);
    expect(await backendOf(one)).toBe(taken);
    await one.query('COMMIT');
    await other.query('BEGIN');
    expect(await backendOf(other)).toBe(taken);
    await Promise.all([one.end(), other.end()]);
  });

  test('serves others while clients stay in transactions, until the pool is exhausted', async () => {
    const busy = await Promise.all(Array.from({ length: MOST_SERVERS - 1 }, () => pooled()));
    for (const client of busy) await client.query('BEGIN');
    const [last, waiting] = [await pooled(), await pooled()];
    expect(await readValue(last, 'SELECT 1')).toBe(1);
    await last.query('BEGIN');
    const answer = readValue(waiting, 'SELECT 2');
    expect(await postgres.query('main', 'SELECT 3')).toEqual([3]);
    await last.query('COMMIT');
    expect(await answer).toBe(2);
    await Promise.all([...busy, last, waiting].map((client) => client.end()));
  }, 60_000);

  test('refuses a wrong password and an unknown role with the error of Postgres', async () => {
    expect(await refusalOf({ password: 'wrong' })).toMatchObject({ code: '28P01' });
    expect(await refusalOf({ user: 'nobody' })).toMatchObject({ code: '28P01' });
  });

  test('refuses an unknown database with the error of Postgres', async () => {
    expect(await refusalOf({ database: 'nowhere' })).toMatchObject({ code: '3D000' });
  });

  test('accepts the new password after a change through SQL, and no longer the old one', async () => {
    await postgres.query('main', "CREATE ROLE changing LOGIN PASSWORD 'one'");
    const before = await pooled({ user: 'changing', password: 'one' });
    await postgres.query('main', "ALTER ROLE changing PASSWORD 'two'");
    expect(await refusalOf({ user: 'changing', password: 'one' })).toMatchObject({ code: '28P01' });
    const after = await pooled({ user: 'changing', password: 'two' });
    expect(await readValue(after, 'SELECT current_user')).toBe('changing');
    await Promise.all([before.end(), after.end()]);
  });

  test('gives a role no connection of another role that had its name', async () => {
    await postgres.query('main', "CREATE ROLE taken LOGIN PASSWORD 'first'");
    const login = { user: 'taken', password: 'first' };
    expect(await postgres.query('main-pooler', 'SELECT session_user::text', login)).toEqual(['taken']);
    await postgres.query('main', 'ALTER ROLE taken RENAME TO former');
    await postgres.query('main', "CREATE ROLE taken LOGIN PASSWORD 'first'");
    expect(await postgres.query('main-pooler', 'SELECT session_user::text', login)).toEqual(['taken']);
  });

  test('rolls back the transaction of a client that disappears', async () => {
    const client = await pooled();
    await client.query('BEGIN');
    await client.query('INSERT INTO counted (client) VALUES (-1)');
    const pid = await backendOf(client);
    client.connection.stream.destroy();
    const gone = `SELECT count(*)::int FROM pg_stat_activity WHERE pid = ${String(pid)}`;
    await expect.poll(() => postgres.query('main', gone)).toEqual([0]);
    expect(await postgres.query('main', 'SELECT count(*)::int FROM counted WHERE client = -1')).toEqual([0]);
  });

  test('forgets a client that leaves while it waits for a connection', async () => {
    const busy = await Promise.all(Array.from({ length: MOST_SERVERS }, () => pooled()));
    for (const client of busy) await client.query('BEGIN');
    const [impatient, patient] = [await pooled(), await pooled()];
    const abandoned = impatient.query('INSERT INTO counted (client) VALUES (-2)').catch(() => 'abandoned');
    const served = readValue(patient, 'SELECT 1');
    impatient.connection.stream.destroy();
    expect(await abandoned).toBe('abandoned');
    await busy[0]?.query('COMMIT');
    expect(await served).toBe(1);
    await Promise.all([...busy, patient].map((client) => client.end()));
    expect(await postgres.query('main', 'SELECT count(*)::int FROM counted WHERE client = -2')).toEqual([0]);
  }, 60_000);

  test('ends the sessions of a branch that is replaced, and serves the new data', async () => {
    await postgres.createBranch('replaced');
    await postgres.query('replaced', 'CREATE TABLE before ()');
    const client = await postgres.connect('replaced-pooler');
    const ended = new Promise<unknown>((resolve) => client.on('error', resolve));
    await postgres.dataPlane.replaceBranchData?.({ branchId: 'br-replaced', from: { branchId: 'br-main' } });
    expect(await ended).toMatchObject({ code: '57P01' });
    expect(await postgres.query('replaced-pooler', "SELECT to_regclass('before')")).toEqual([null]);
  });

  test('of a read-only endpoint refuses writes', async () => {
    await postgres.dataPlane.openEndpoint({ endpointId: 'ep-replica', branchId: 'br-main', readOnly: true });
    await expect(postgres.query('replica-pooler', 'CREATE TABLE written ()')).rejects.toMatchObject({ code: '25006' });
    await postgres.dataPlane.closeEndpoint('ep-replica');
  });

  test('ends a client whose Postgres process ends, and serves the next', async () => {
    const client = await pooled();
    await client.query('BEGIN');
    const pid = await backendOf(client);
    const failed = client.query('SELECT pg_sleep(60)').catch((error: unknown) => error);
    const ended = new Promise((resolve) => client.once('end', resolve));
    await postgres.query('main', `SELECT pg_terminate_backend(${String(pid)})`);
    expect(await failed).toMatchObject({ code: '57P01' });
    await ended;
    expect(await withClients(1, (next) => readValue(next, 'SELECT 1'))).toEqual([1]);
  });

  test('cancels the statement of the client that asks, on whichever connection it runs', async () => {
    const client = await pooled();
    const other = await pooled();
    await other.query('BEGIN');
    const running = client.query('SELECT pg_sleep(60)').catch((error: unknown) => error);
    const working =
      "SELECT count(*)::int FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%'";
    await expect.poll(() => postgres.query('main', working)).toEqual([1]);
    await cancel(client);
    expect(await running).toMatchObject({ code: '57014' });
    // Nothing runs for the client now.
    await cancel(client);
    expect(await readValue(client, 'SELECT 1')).toBe(1);
    expect(await readValue(other, 'SELECT 2')).toBe(2);
    await Promise.all([client.end(), other.end()]);
  });
});
