import { neon, neonConfig } from '@neondatabase/serverless';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../src/index.ts';
import { createPgliteDataPlane } from '../src/pglite/index.ts';
import { testTemplate } from './support/pglite-template.ts';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many operations
  readonly body: any;
}

let emulator: Emulator;
let created: Answer;

beforeAll(async () => {
  emulator = await startEmulator({
    dataPlane: createPgliteDataPlane({ template: testTemplate() }),
    speed: 'instant',
    strict: true,
  });
  neonConfig.fetchEndpoint = new URL('/sql', emulator.apiUrl).href;
  created = await call('POST', '/projects', { project: { name: 'shop', org_id: emulator.orgId } });
  await emulator.settle();
});
afterAll(() => emulator.stop());

async function call(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${emulator.apiUrl}${path}`, {
    method,
    headers: { Authorization: `Bearer ${emulator.apiKey}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

const projectPath = (): string => `/projects/${created.body.project.id}`;

async function branch(name: string, extra: object = {}): Promise<{ readonly id: string; readonly uri: string }> {
  const answer = await call('POST', `${projectPath()}/branches`, {
    branch: { name, ...extra },
    endpoints: [{ type: 'read_write' }],
  });
  expect(answer.status).toBe(201);
  await emulator.settle();
  return { id: answer.body.branch.id, uri: answer.body.connection_uris[0].connection_uri };
}

test('a project has Postgres 18 and a URI of its endpoint’s host', () => {
  expect(created.status).toBe(201);
  expect(created.body.project.pg_version).toBe(18);
  const { hostname, port } = new URL(created.body.connection_uris[0].connection_uri);
  expect(hostname).toBe(created.body.endpoints[0].host);
  expect(port).toBe('');
});

test('branches are created, changed, reset and deleted', async () => {
  const main = neon(created.body.connection_uris[0].connection_uri);
  await main`CREATE TABLE books AS SELECT g AS id FROM generate_series(1, 1000) g`;
  const preview = await branch('preview');
  const sql = neon(preview.uri);
  await sql`DELETE FROM books WHERE id > 10`;
  const count = 'SELECT count(*)::int AS books FROM books';
  expect([await main.query(count), await sql.query(count)]).toEqual([[{ books: 1000 }], [{ books: 10 }]]);

  const { body } = await call('POST', `${projectPath()}/branches/${preview.id}/restore`, {
    source_branch_id: created.body.branch.id,
    preserve_under_name: 'before',
  });
  await emulator.settle();
  expect(await sql.query(count)).toEqual([{ books: 1000 }]);
  expect(body.branch.id).toBe(preview.id);

  await call('DELETE', `${projectPath()}/branches/${preview.id}`);
  await emulator.settle();
  await expect(sql.query(count)).rejects.toMatchObject({ code: '08004' });
  expect(await main.query(count)).toEqual([{ books: 1000 }]);
});

test('roles and databases of the API work, and those of SQL are found', async () => {
  const { id, uri } = await branch('content');
  const branchPath = `${projectPath()}/branches/${id}`;
  const { body } = await call('POST', `${branchPath}/roles`, { role: { name: 'reader' } });
  await emulator.settle();
  await call('POST', `${branchPath}/databases`, { database: { name: 'second', owner_name: 'reader' } });
  await emulator.settle();
  await neon(uri)`CREATE ROLE by_sql LOGIN PASSWORD 'a-password-4-sql'`;
  await neon(uri)`CREATE DATABASE third`;
  const second = Object.assign(new URL(uri), { username: 'reader', password: body.role.password, pathname: '/second' });
  expect(await neon(second.href)`SELECT current_user, current_database()`).toEqual([
    { current_user: 'reader', current_database: 'second' },
  ]);
  const { body: roles } = await call('GET', `${branchPath}/roles`);
  expect(roles.roles.map(({ name }: { name: string }) => name)).toEqual(['neondb_owner', 'reader', 'by_sql']);
  const { body: databases } = await call('GET', `${branchPath}/databases`);
  expect(databases.databases.map(({ name }: { name: string }) => name)).toEqual(['neondb', 'second', 'third']);
});

test('a suspended endpoint wakes up for a statement', async () => {
  const { id, uri } = await branch('sleepy');
  await neon(uri)`CREATE TABLE kept AS SELECT 7 AS id`;
  const { body } = await call('GET', `${projectPath()}/branches/${id}/endpoints`);
  const endpointPath = `${projectPath()}/endpoints/${body.endpoints[0].id}`;
  await call('POST', `${endpointPath}/suspend`);
  await emulator.settle();
  expect((await call('GET', endpointPath)).body.endpoint.current_state).toBe('idle');
  expect(await neon(uri)`SELECT * FROM kept`).toEqual([{ id: 7 }]);
  await emulator.settle();
  expect((await call('GET', endpointPath)).body.endpoint.current_state).toBe('active');
});

describe('refused by name:', () => {
  const HEAD_ONLY = 'PGlite keeps no history of a branch, only its head. Omit the LSN or the timestamp.';

  test.each<[string, string, () => object, number, string]>([
    [
      'a branch at a time',
      '/branches',
      () => ({ branch: { parent_timestamp: new Date().toISOString() } }),
      422,
      HEAD_ONLY,
    ],
    ['a branch at an LSN', '/branches', () => ({ branch: { parent_lsn: '0/1' } }), 422, HEAD_ONLY],
    [
      'settings of an endpoint',
      '/branches',
      () => ({
        branch: { name: 'tuned' },
        endpoints: [{ type: 'read_write', settings: { pg_settings: { work_mem: '8MB' } } }],
      }),
      400,
      'PGlite does not support pg_settings, such as "work_mem". Use SET, ALTER ROLE … SET or ALTER DATABASE … SET.',
    ],
  ])('%s', async (_, path, body, status, message) => {
    const answer = await call('POST', `${projectPath()}${path}`, body());
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
  });

  test('another version of Postgres', async () => {
    const project = { name: 'old', org_id: emulator.orgId, pg_version: 17 };
    expect(await call('POST', '/projects', { project })).toMatchObject({
      status: 422,
      body: {
        message: expect.stringContaining(
          '17 is not installed (found: 18). PGlite has only Postgres 18. Omit pg_version.',
        ),
      },
    });
  });

  test('logical replication', async () => {
    const settings = { enable_logical_replication: true };
    const message = expect.stringContaining('PGlite has no logical replication.');
    expect(await call('PATCH', projectPath(), { project: { settings } })).toMatchObject({
      status: 422,
      body: { message },
    });
    const project = { name: 'published', org_id: emulator.orgId, settings };
    expect(await call('POST', '/projects', { project })).toMatchObject({ status: 422, body: { message } });
  });

  test('a WebSocket', async () => {
    const socket = new (await import('ws')).WebSocket(new URL('/v2', emulator.apiUrl));
    const [error] = await new Promise<Error[]>((resolve) => socket.once('error', (...args: Error[]) => resolve(args)));
    expect(error?.message).toContain('400');
  });
});
