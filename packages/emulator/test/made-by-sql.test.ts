import { setTimeout as sleep } from 'node:timers/promises';
import type {
  CreateSnapshotResponse,
  GetProjectBranchResponse,
  GetProjectResponse,
  ListProjectBranchDatabasesResponse,
  ListProjectBranchesResponse,
  ListProjectBranchRolesResponse,
  RestoreSnapshotResponse,
} from '@neon-api/types';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedBranch, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

let emulator: Emulator;
let api: Api;
let created: CreatedProject;
let branchPath: string;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject());
  branchPath = `/projects/${created.project.id}/branches/${created.branch.id}`;
});

afterAll(() => emulator.stop());

async function run(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: created.connection_uris[0]?.connection_uri });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const rolesOf = async (path = branchPath): Promise<string[]> =>
  (await api.get<ListProjectBranchRolesResponse>(`${path}/roles`)).body.roles.map(({ name }) => name);

const databasesOf = async (path = branchPath): Promise<[string, string][]> =>
  (await api.get<ListProjectBranchDatabasesResponse>(`${path}/databases`)).body.databases.map((database) => [
    database.name,
    database.owner_name,
  ]);

async function suspend(): Promise<void> {
  await api.post(`/projects/${created.project.id}/endpoints/${created.endpoints[0]?.id}/suspend`);
  await emulator.settle();
}

test('the API shows the roles and databases that SQL creates, changes and drops', async () => {
  await run('CREATE ROLE reader LOGIN', 'CREATE ROLE holder', 'GRANT reader, holder TO CURRENT_USER');
  await run('CREATE DATABASE books OWNER holder');
  expect(await rolesOf()).toEqual(['neondb_owner', 'reader', 'holder']);
  expect(await databasesOf()).toEqual([
    ['neondb', 'neondb_owner'],
    ['books', 'holder'],
  ]);
  expect(await api.get(`${branchPath}/roles/holder`)).toMatchObject({
    body: { role: { authentication_method: 'no_login' } },
  });
  const { body } = await api.get<{ database: { id: number } }>(`${branchPath}/databases/books`);
  await run('ALTER DATABASE books OWNER TO reader', 'DROP ROLE holder');
  expect(await rolesOf()).toEqual(['neondb_owner', 'reader']);
  expect(await api.get(`${branchPath}/databases/books`)).toMatchObject({
    body: { database: { id: body.database.id, owner_name: 'reader' } },
  });
  await run('DROP DATABASE books');
  expect(await api.get(`${branchPath}/databases/books`)).toMatchObject({ status: 404 });
  expect(await databasesOf()).toEqual([['neondb', 'neondb_owner']]);
});

test('the rules of the API apply to roles and databases that SQL created', async () => {
  await run('CREATE ROLE owner_by_sql', 'GRANT owner_by_sql TO CURRENT_USER');
  await run('CREATE DATABASE of_sql OWNER owner_by_sql');
  expect(await api.post(`${branchPath}/roles`, { role: { name: 'owner_by_sql' } })).toMatchObject({ status: 409 });
  const database = { name: 'of_sql', owner_name: 'neondb_owner' };
  expect(await api.post(`${branchPath}/databases`, { database })).toMatchObject({ status: 409 });
  expect(await api.delete(`${branchPath}/roles/owner_by_sql`)).toMatchObject({ status: 422 });
  expect(await api.delete(`${branchPath}/databases/of_sql`)).toMatchObject({ status: 200 });
  await emulator.settle();
  expect(await api.delete(`${branchPath}/roles/owner_by_sql`)).toMatchObject({ status: 200 });
  await emulator.settle();
  expect(await rolesOf()).not.toContain('owner_by_sql');
});

test('the password of a role that SQL created is unknown until it is reset', async () => {
  await run('CREATE ROLE by_sql LOGIN');
  const reveal = `${branchPath}/roles/by_sql/reveal_password`;
  expect(await api.get(reveal)).toMatchObject({ status: 412 });
  const uriPath = `/projects/${created.project.id}/connection_uri?role_name=by_sql&database_name=neondb`;
  expect((await api.get<{ uri: string }>(uriPath)).body.uri).toContain('//by_sql@');
  expect(await api.post(`${branchPath}/roles/by_sql/reset_password`)).toMatchObject({ status: 200 });
  await emulator.settle();
  const client = new Client({ connectionString: (await api.get<{ uri: string }>(uriPath)).body.uri });
  await client.connect();
  expect((await client.query('SELECT current_user AS who')).rows).toEqual([{ who: 'by_sql' }]);
  await client.end();
});

test('a password that SQL changed is not returned until it is reset', async () => {
  await api.post(`${branchPath}/roles`, { role: { name: 'changed' } });
  await emulator.settle();
  const reveal = `${branchPath}/roles/changed/reveal_password`;
  expect(await api.get(reveal)).toMatchObject({ status: 200 });
  const uriPath = `/projects/${created.project.id}/connection_uri?role_name=changed&database_name=neondb`;
  const client = new Client({ connectionString: (await api.get<{ uri: string }>(uriPath)).body.uri });
  await client.connect();
  await client.query("ALTER ROLE changed PASSWORD 'by sql'").finally(() => client.end());
  expect(await api.get(reveal)).toMatchObject({ status: 412 });
  await api.post(`${branchPath}/roles/changed/reset_password`);
  await emulator.settle();
  expect(await api.get(reveal)).toMatchObject({ status: 200 });
});

test('a no_login role that the API creates cannot log in', async () => {
  await api.post(`${branchPath}/roles`, { role: { name: 'group', no_login: true } });
  await emulator.settle();
  await run("DO $$ BEGIN ASSERT (SELECT NOT rolcanlogin FROM pg_roles WHERE rolname = 'group'); END $$");
});

test('the last reading of a suspended compute is returned without waking it', async () => {
  await run('CREATE DATABASE before_sleep');
  await suspend();
  expect((await databasesOf()).map(([name]) => name)).toContain('before_sleep');
  const endpoint = await api.get(`/projects/${created.project.id}/endpoints/${created.endpoints[0]?.id}`);
  expect(endpoint.body).toMatchObject({ endpoint: { current_state: 'idle' } });
  await run('DROP DATABASE before_sleep');
  expect((await databasesOf()).map(([name]) => name)).not.toContain('before_sleep');
});

test('a new branch immediately has what SQL created in its parent', async () => {
  await run('CREATE DATABASE inherited');
  const { body } = await api.post<CreatedBranch>(`/projects/${created.project.id}/branches`, {});
  expect(body.databases?.map(({ name }) => name)).toContain('inherited');
  await emulator.settle();
  const path = `/projects/${created.project.id}/branches/${body.branch.id}`;
  expect(await databasesOf(path)).toEqual(await databasesOf());
});

test('sizes and written bytes match Postgres', async () => {
  const read = async (): Promise<GetProjectBranchResponse['branch']> =>
    (await api.get<GetProjectBranchResponse>(branchPath)).body.branch;
  const before = await read();
  await run("CREATE TABLE big AS SELECT repeat('x', 1000) FROM generate_series(1, 2000)");
  const after = await read();
  expect(after.logical_size).toBeGreaterThan((before.logical_size ?? 0) + 2_000_000);
  expect(after.written_data_bytes).toBeGreaterThan(before.written_data_bytes + 2_000_000);
  await suspend();
  const { body } = await api.get<ListProjectBranchesResponse>(`/projects/${created.project.id}/branches`);
  const listed = body.branches.find(({ id }) => id === after.id);
  expect(listed?.logical_size).toBe(after.logical_size);
  const { project } = (await api.get<GetProjectResponse>(`/projects/${created.project.id}`)).body;
  expect(project.written_data_bytes).toBeGreaterThanOrEqual(after.written_data_bytes);
  expect(project.synthetic_storage_size).toBe(after.logical_size);
});

test('a snapshot has the size of its branch and what SQL created there', async () => {
  await run('CREATE DATABASE kept');
  const { body } = await api.post<CreateSnapshotResponse>(`${branchPath}/snapshot`);
  await emulator.settle();
  const { branch } = (await api.get<GetProjectBranchResponse>(branchPath)).body;
  expect(body.snapshot.full_size).toBe(branch.logical_size);
  await run('DROP DATABASE kept');
  const restored = await api.post<RestoreSnapshotResponse>(
    `/projects/${created.project.id}/snapshots/${body.snapshot.id}/restore`,
  );
  await emulator.settle();
  const path = `/projects/${created.project.id}/branches/${restored.body.branch.id}`;
  expect((await databasesOf(path)).map(([name]) => name)).toContain('kept');
});

test('a branch at a point in time has what SQL dropped later', async () => {
  await run('CREATE DATABASE dropped');
  const parent_timestamp = new Date().toISOString();
  await sleep(20);
  await run('DROP DATABASE dropped');
  expect((await databasesOf()).map(([name]) => name)).not.toContain('dropped');
  const { body } = await api.post<CreatedBranch>(`/projects/${created.project.id}/branches`, {
    branch: { parent_timestamp },
  });
  await emulator.settle();
  const path = `/projects/${created.project.id}/branches/${body.branch.id}`;
  expect((await databasesOf(path)).map(([name]) => name)).toContain('dropped');
});
