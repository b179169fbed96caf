import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestPostgres, type TestPostgres } from '../../../test/support/use-postgres.ts';

const URI = 'postgresql://owner:first@ep-main.c-1.us-east-1.aws.neon.localhost/app';

let postgres: TestPostgres;
const server = createServer();

beforeAll(async () => {
  postgres = await startTestPostgres();
  await postgres.createBranch('main');
  const door = postgres.dataPlane.serverless;
  server.on('request', (request, response) => {
    const body = request.method === 'POST' ? { body: Readable.toWeb(request), duplex: 'half' } : {};
    const headers = new Headers(request.headers as Record<string, string>);
    const init = { method: request.method, headers, ...body } as RequestInit;
    void door?.fetch(new Request(`http://localhost${request.url}`, init)).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    });
  });
  server.on('upgrade', (request, socket, head) => door?.upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  neonConfig.fetchEndpoint = `http://127.0.0.1:${port}/sql`;
  neonConfig.webSocketConstructor = WebSocket;
  neonConfig.wsProxy = (host, hostPort) => `127.0.0.1:${port}/v2?address=${host}:${hostPort}`;
  neonConfig.useSecureWebSocket = false;
});

afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  server.closeAllConnections();
  server.close();
});

describe('over HTTP', () => {
  test('a statement with parameters gives rows of the right types', async () => {
    const sql = neon(URI);
    expect(await sql`SELECT ${7}::int AS number, ${null}::text AS nothing, true AS yes, ARRAY[1,2] AS list`).toEqual([
      { number: 7, nothing: null, yes: true, list: [1, 2] },
    ]);
  });

  test('array mode and full results', async () => {
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

  test('a syntax error says where', async () => {
    await expect(neon(URI).query('SELEC 1')).rejects.toMatchObject({ code: '42601', position: '1' });
  });

  test.each([
    [{}, '{"query":"SELECT 1"}', 'Neon-Connection-String'],
    [{ 'Neon-Connection-String': URI }, 'no JSON', 'cannot be read'],
    [{ 'Neon-Connection-String': URI, 'Neon-Batch-Read-Only': 'no' }, '{"queries":[]}', 'Neon-Batch'],
  ])('a request with headers %j and body %s is refused', async (headers, body, message) => {
    const answer = await fetch(String(neonConfig.fetchEndpoint), { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(message);
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
