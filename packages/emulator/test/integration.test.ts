import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../src/start/index.ts';
import { type Api, type CreatedBranch, type CreatedProject, createApi } from './support/api.ts';

let dataDir: string;
let emulator: Emulator;
let api: Api;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'neon-emulator-test-'));
  await start();
});

afterAll(async () => {
  try {
    await emulator.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

async function start(): Promise<void> {
  emulator = await startEmulator({ dataDir, speed: 'instant', strict: true, log: () => {} });
  api = createApi(emulator);
}

async function query(uri: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: uri });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: sql });
    return rows;
  } finally {
    await client.end();
  }
}

async function connectionUri(
  projectId: string,
  branchId: string,
  role = 'neondb_owner',
  pooled = false,
): Promise<string> {
  const query = new URLSearchParams({
    branch_id: branchId,
    role_name: role,
    database_name: 'neondb',
    pooled: String(pooled),
  });
  const { body } = await api.get<{ uri: string }>(`/projects/${projectId}/connection_uri?${query}`);
  return body.uri;
}

async function createBranch(projectId: string, parentId?: string): Promise<CreatedBranch> {
  const branch = parentId === undefined ? {} : { parent_id: parentId };
  const { body } = await api.post<CreatedBranch>(`/projects/${projectId}/branches`, {
    branch,
    endpoints: [{ type: 'read_write' }],
  });
  await emulator.settle();
  return body;
}

test('a branch diverges from its parent, and both survive a restart', async () => {
  expect(emulator.postgres.kind).not.toBe('off');
  const { body: created } = await api.post<CreatedProject>('/projects', { project: { name: 'real' } });
  await emulator.settle();
  const projectId = created.project.id;
  const [connection] = created.connection_uris;
  const parentUri = connection?.connection_uri ?? '';
  await query(parentUri, 'CREATE TABLE item (id int); INSERT INTO item VALUES (1), (2)');

  const child = await createBranch(projectId);
  const childUri = child.connection_uris?.[0]?.connection_uri ?? '';
  await query(childUri, 'INSERT INTO item VALUES (3)');
  const count = 'SELECT count(*)::int AS items FROM item';
  expect(await query(parentUri, count)).toEqual([{ items: 2 }]);
  expect(await query(childUri, count)).toEqual([{ items: 3 }]);
  expect(await query(await connectionUri(projectId, child.branch.id, 'neondb_owner', true), count)).toEqual([
    { items: 3 },
  ]);

  await emulator.stop();
  await start();
  const again = await connectionUri(projectId, child.branch.id);
  expect(await query(again, count)).toEqual([{ items: 3 }]);
  expect(await query(await connectionUri(projectId, created.branch.id), count)).toEqual([{ items: 2 }]);
});

test('Postgres accepts a reset password and refuses the old one', async () => {
  const { body: created } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  const { project, branch } = created;
  const before = await connectionUri(project.id, branch.id);
  const { status } = await api.post(`/projects/${project.id}/branches/${branch.id}/roles/neondb_owner/reset_password`);
  expect(status).toBe(200);
  await emulator.settle();
  const after = await connectionUri(project.id, branch.id);
  expect(after).not.toBe(before);
  expect(await query(after, 'SELECT current_user AS name')).toEqual([{ name: 'neondb_owner' }]);
  await expect(query(before, 'SELECT 1')).rejects.toThrow(/password/);
});

test('roles and databases that the API creates exist in Postgres', async () => {
  const { body: created } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  const { project, branch } = created;
  const base = `/projects/${project.id}/branches/${branch.id}`;
  await api.post(`${base}/roles`, { role: { name: 'app' } });
  await emulator.settle();
  await api.post(`${base}/databases`, { database: { name: 'shop', owner_name: 'app' } });
  await emulator.settle();
  const { body } = await api.get<{ operations: { status: string; error?: string }[] }>(
    `/projects/${project.id}/operations`,
  );
  expect(body.operations.map(({ status, error }) => error ?? status)).toEqual(Array(4).fill('finished'));
  const params = new URLSearchParams({ role_name: 'app', database_name: 'shop' });
  const { body: found } = await api.get<{ uri: string }>(`/projects/${project.id}/connection_uri?${params}`);
  expect(await query(found.uri, 'SELECT current_user AS name, current_database() AS db')).toEqual([
    { name: 'app', db: 'shop' },
  ]);
});

test('a child of a protected branch has its own passwords, and they work', async () => {
  const { body: created } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  const { project, branch } = created;
  await api.patch(`/projects/${project.id}/branches/${branch.id}`, { branch: { protected: true } });
  const child = await createBranch(project.id);
  const [connection] = child.connection_uris ?? [];
  const [parentConnection] = created.connection_uris;
  expect(connection?.connection_parameters.password).not.toBe(parentConnection?.connection_parameters.password);
  expect(await query(connection?.connection_uri ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a connection starts a suspended endpoint, which is shown as an operation', async () => {
  const { body: created } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  const { project, branch, endpoints } = created;
  const path = `/projects/${project.id}/endpoints/${endpoints[0]?.id}`;
  await api.post(`${path}/suspend`);
  await emulator.settle();
  const { body: suspended } = await api.get<{ endpoint: { current_state: string } }>(path);
  expect(suspended.endpoint.current_state).toBe('idle');

  expect(await query(await connectionUri(project.id, branch.id), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  const { body: woken } = await api.get<{ endpoint: { current_state: string } }>(path);
  expect(woken.endpoint.current_state).toBe('active');
  const { body } = await api.get<{ operations: { action: string }[] }>(`/projects/${project.id}/operations`);
  expect(body.operations.map(({ action }) => action)).toEqual([
    'start_compute',
    'suspend_compute',
    'start_compute',
    'create_timeline',
  ]);
});

test('a permanently deleted branch leaves no folder', async () => {
  const { body: created } = await api.post<CreatedProject>('/projects', { project: {} });
  await emulator.settle();
  const { branch } = await createBranch(created.project.id);
  const isThere = (): boolean =>
    readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).some((path) => path.includes(branch.id));
  expect(isThere()).toBe(true);
  const { status } = await api.delete(`/projects/${created.project.id}/branches/${branch.id}?hard_delete=true`);
  expect(status).toBe(200);
  await emulator.settle();
  expect(isThere()).toBe(false);
});
