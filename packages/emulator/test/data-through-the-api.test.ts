import { setTimeout as sleep } from 'node:timers/promises';
import { neon, neonConfig, Pool } from '@neondatabase/serverless';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedBranch, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

let emulator: Emulator;
let api: Api;
let project: CreatedProject;

beforeAll(async () => {
  ({ emulator, api, created: project } = await startWithProject({ strict: false }));
  const origin = new URL(emulator.apiUrl);
  neonConfig.fetchEndpoint = `${origin.origin}/sql`;
  neonConfig.wsProxy = (host, port) => `${origin.host}/v2?address=${host}:${port}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.webSocketConstructor = WebSocket;
});

afterAll(() => emulator.stop());

const mainUri = (): string => project.connection_uris[0]?.connection_uri ?? '';

async function query(uri: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: uri });
  await client.connect();
  return client.query({ text: sql, rowMode: 'array' }).then(
    ({ rows }) => client.end().then(() => rows.flat()),
    (error) => client.end().then(() => Promise.reject(error)),
  );
}

async function branchFrom(branch: object): Promise<string> {
  const { body } = await api.post<CreatedBranch>(`/projects/${project.project.id}/branches`, {
    branch,
    endpoints: [{ type: 'read_write' }],
  });
  await emulator.settle();
  return body.connection_uris?.[0]?.connection_uri ?? '';
}

test('branches at a time, schema-only branches and restores have the right data', async () => {
  await query(mainUri(), 'CREATE TABLE notes (note text)');
  await query(mainUri(), "INSERT INTO notes VALUES ('first')");
  const parent_timestamp = new Date().toISOString();
  await sleep(20);
  await query(mainUri(), "INSERT INTO notes VALUES ('second')");
  expect(await query(await branchFrom({ parent_timestamp }), 'SELECT note FROM notes')).toEqual(['first']);
  expect(await query(await branchFrom({ init_source: 'schema-only' }), 'SELECT note FROM notes')).toEqual([]);

  const { id } = project.branch;
  const restored = await api.post(`/projects/${project.project.id}/branches/${id}/restore`, {
    source_branch_id: id,
    source_timestamp: parent_timestamp,
    preserve_under_name: 'before the restore',
  });
  expect(restored.status).toBe(200);
  await emulator.settle();
  expect(await query(mainUri(), 'SELECT note FROM notes')).toEqual(['first']);
});

test('the serverless driver works with a URI from the API over HTTP and WebSocket', async () => {
  const sql = neon(mainUri());
  expect(await sql`SELECT ${'by http'} AS said`).toEqual([{ said: 'by http' }]);
  const pool = new Pool({ connectionString: mainUri() });
  pool.on('error', () => {});
  expect((await pool.query('SELECT $1::text AS said', ['by socket'])).rows).toEqual([{ said: 'by socket' }]);
  await pool.end();
});
