import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';
import { addServerless, createGuard, type Listener, listen } from '../../listener/index.ts';

const URI = 'postgresql://owner:first@ep-main.c-1.us-east-1.aws.neon.localhost/app';

let postgres: TestPostgres;
let listener: Listener;

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  listener = await listen({
    doors: addServerless(() => new Response(null, { status: 404 }), postgres.dataPlane.serverless),
    guard: createGuard({ listensOn: '127.0.0.1', allowHosts: [] }),
    host: '127.0.0.1',
    port: 0,
    random: Math.random,
    log: () => {},
  });
  const { port } = listener;
  neonConfig.fetchEndpoint = `http://127.0.0.1:${port}/sql`;
  neonConfig.webSocketConstructor = WebSocket;
  neonConfig.wsProxy = (host, hostPort) => `127.0.0.1:${port}/v2?address=${host}:${hostPort}`;
  neonConfig.useSecureWebSocket = false;
});

afterAll(async () => {
  await listener.close();
  await postgres[Symbol.asyncDispose]();
});

/** Sends the headers of a request and only the beginning of its body. */
async function beginRequest(uri: string, body: string, length: number): Promise<Socket> {
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  const headers = ['Host: localhost', `Neon-Connection-String: ${uri}`, `Content-Length: ${length}`];
  socket.write(`POST /sql HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${body}`);
  return socket;
}

async function countSessions(): Promise<unknown> {
  const sql = "SELECT count(*)::int FROM pg_stat_activity WHERE usename = 'owner' AND pid <> pg_backend_pid()";
  return (await postgres.query('main', sql))[0];
}

describe('over HTTP', () => {
  test('a statement with parameters returns rows of the right types', async () => {
    const sql = neon(URI);
    expect(await sql`SELECT ${7}::int AS number, ${null}::text AS nothing, true AS yes, ARRAY[1,2] AS list`).toEqual([
      { number: 7, nothing: null, yes: true, list: [1, 2] },
    ]);
  });

  test('array mode and full results work', async () => {
    const sql = neon(URI, { arrayMode: true, fullResults: true });
    expect(await sql`SELECT 1 AS a, 2 AS a`).toMatchObject({ command: 'SELECT', rowCount: 1, rows: [[1, 2]] });
  });

  test('a transaction is all or nothing', async () => {
    const sql = neon(URI);
    await sql`CREATE TABLE items (id int PRIMARY KEY)`;
    const failed = sql.transaction([sql`INSERT INTO items VALUES (1)`, sql`INSERT INTO items VALUES (1)`]);
    await expect(failed).rejects.toMatchObject({ code: '23505', table: 'items', constraint: 'items_pkey' });
    expect(await sql`SELECT * FROM items`).toEqual([]);
    const level = await sql.transaction([sql`SHOW transaction_isolation`, sql`SHOW transaction_read_only`], {
      isolationLevel: 'Serializable',
      readOnly: true,
    });
    expect(level).toEqual([[{ transaction_isolation: 'serializable' }], [{ transaction_read_only: 'on' }]]);
  });

  test.each([
    ['a wrong password', URI.replace('first', 'wrong'), '28P01'],
    ['an unknown endpoint', URI.replace('ep-main', 'ep-no'), '08004'],
  ])('%s is refused with the code of Postgres', async (_, uri, code) => {
    await expect(neon(uri)`SELECT 1`).rejects.toMatchObject({ code });
  });

  test('a syntax error includes its position', async () => {
    await expect(neon(URI).query('SELEC 1')).rejects.toMatchObject({ code: '42601', position: '1' });
  });

  test.each([
    [{}, '{"query":"SELECT 1"}', 'Neon-Connection-String'],
    [{ 'Neon-Connection-String': URI }, 'no JSON', 'cannot be read'],
    [{ 'Neon-Connection-String': URI.replace('first', '%zz') }, '{"query":"SELECT 1"}', 'malformed password'],
    [{ 'Neon-Connection-String': URI.replace('app', '%zz') }, '{"query":"SELECT 1"}', 'malformed database'],
    [{ 'Neon-Connection-String': URI, 'Neon-Batch-Read-Only': 'no' }, '{"queries":[]}', 'Neon-Batch'],
  ])('a request with headers %j and body %s is refused', async (headers, body, message) => {
    const answer = await fetch(String(neonConfig.fetchEndpoint), { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ message: expect.stringContaining(message) });
  });
});

describe('a request over HTTP', () => {
  const post = (query: string, init: RequestInit = {}): Promise<Response> =>
    fetch(String(neonConfig.fetchEndpoint), {
      method: 'POST',
      headers: { 'Neon-Connection-String': URI },
      body: JSON.stringify({ query, params: [] }),
      ...init,
    });

  test.each([
    ['a statement', { query: 'INSERT INTO aborted SELECT 1 FROM pg_sleep(2)' }],
    ['a batch', { queries: [{ query: 'INSERT INTO aborted VALUES (1)' }, { query: 'SELECT pg_sleep(2)' }] }],
  ])('that is aborted cancels %s', async (_, body) => {
    await postgres.query('main', 'DROP TABLE IF EXISTS aborted');
    await postgres.query('main', 'CREATE TABLE aborted (id int)');
    const caller = new AbortController();
    const requests = [1, 2, 3].map(() => post('', { body: JSON.stringify(body), signal: caller.signal }));
    const isBusy = "SELECT count(*)::int FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)' AND state = 'active'";
    await expect.poll(async () => (await postgres.query('main', isBusy))[0]).toBe(3);
    caller.abort();
    for (const request of requests) await expect(request).rejects.toThrow('abort');
    await expect.poll(countSessions).toBe(0);
    expect(await postgres.query('main', 'SELECT count(*)::int FROM aborted')).toEqual([0]);
  });

  test('for more than 64 MB of rows is refused, like a request of that size', async () => {
    const answer = await post("SELECT repeat('x', 1 << 20) FROM generate_series(1, 70)");
    expect(answer.status).toBe(507);
    expect(await answer.json()).toEqual({ message: 'response is too large (max is 67108864 bytes)' });
    await expect.poll(countSessions).toBe(0);
  });

  test('for COPY TO STDOUT is refused', async () => {
    const answer = await post('COPY (SELECT 1) TO STDOUT');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      message: 'COPY TO STDOUT is not supported over HTTP. Use a Postgres connection.',
    });
  });

  test('is allowed from a page of an allowed origin after a preflight request', async () => {
    const Origin = 'http://localhost:3000';
    const preflight = await post('', { method: 'OPTIONS', headers: { Origin }, body: null });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': Origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('Neon-Connection-String'),
    });
    const answer = await post('SELECT 1', { headers: { Origin, 'Neon-Connection-String': URI } });
    expect(answer.headers.get('access-control-allow-origin')).toBe(Origin);
    const foreign = await post('', { method: 'OPTIONS', headers: { Origin: 'https://example.com' }, body: null });
    expect(foreign.status).toBe(403);
  });
});

describe('the password is checked before the body is read', () => {
  test('a wrong password is refused while the body is still being sent', async () => {
    const socket = await beginRequest(URI.replace('first', 'wrong'), '{"query":', 60_000_000);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"28P01"/);
  });

  test('with the right password, a session waits for the body and ends with the connection', async () => {
    const socket = await beginRequest(URI, '{"query":', 60_000_000);
    await expect.poll(countSessions).toBe(1);
    socket.destroy();
    await expect.poll(countSessions).toBe(0);
  });

  test('an unreadable body ends the session', async () => {
    const headers = { 'Neon-Connection-String': URI };
    const answer = await fetch(String(neonConfig.fetchEndpoint), { method: 'POST', headers, body: 'no JSON' });
    expect(answer.status).toBe(400);
    await expect.poll(countSessions).toBe(0);
  });
});

describe('over WebSocket', () => {
  test.each(['password', false] as const)('a session with a transaction, pipelined: %s', async (pipelined) => {
    neonConfig.pipelineConnect = pipelined;
    const pool = new Pool({ connectionString: URI });
    const client = await pool.connect();
    await client.query('BEGIN');
    await client.query('CREATE TABLE temporary_thing (id int)');
    await client.query('ROLLBACK');
    expect((await client.query('SELECT $1::text AS said', ['hello'])).rows).toEqual([{ said: 'hello' }]);
    client.release();
    await pool.end();
  });

  test('a wrong password is refused', async () => {
    const pool = new Pool({ connectionString: URI.replace('first', 'wrong') });
    await expect(pool.query('SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await pool.end();
  });
});

describe('the pooled host', () => {
  const POOLED = URI.replace('ep-main.', 'ep-main-pooler.');

  test('leads to the pooler over HTTP, and a transaction stays whole', async () => {
    const sql = neon(POOLED);
    expect(await sql`SHOW application_name`).toEqual([{ application_name: 'pgbouncer' }]);
    const [, rows] = await sql.transaction([sql`CREATE TABLE pooled_once (id int)`, sql`SELECT 1 AS one`]);
    expect(rows).toEqual([{ one: 1 }]);
  });

  test('leads to the pooler over WebSocket', async () => {
    const pool = new Pool({ connectionString: POOLED });
    const clients = [await pool.connect(), await pool.connect(), await pool.connect()];
    for (const client of clients) await client.query('SELECT 1');
    const sessions = "SELECT count(*)::int AS count FROM pg_stat_activity WHERE usename = 'owner'";
    expect((await pool.query(sessions)).rows).toEqual([{ count: 1 }]);
    for (const client of clients) client.release();
    await pool.end();
  });

  test('is replaced by the direct one without -pooler', async () => {
    const sql = neon(POOLED.replace('-pooler', ''));
    expect(await sql`SHOW application_name`).toEqual([{ application_name: '' }]);
  });
});
