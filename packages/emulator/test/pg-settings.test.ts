import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedBranch, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

let emulator: Emulator;
let api: Api;
let created: CreatedProject;
let path: string;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject());
  path = `/projects/${created.project.id}`;
});
afterAll(() => emulator.stop());

async function show(setting: string, { connection_uris: uris = [] }: Pick<CreatedBranch, 'connection_uris'> = created) {
  const client = new Client({ connectionString: uris[0]?.connection_uri });
  await client.connect();
  const { rows } = await client.query<Record<string, string>>(`SHOW ${setting}`);
  await client.end();
  return rows[0]?.[setting];
}

async function change(pg_settings: Record<string, string>) {
  const answer = await api.patch(`${path}/endpoints/${created.endpoints[0]?.id}`, {
    endpoint: { settings: { pg_settings } },
  });
  await emulator.settle();
  return answer;
}

test('pg_settings apply to the compute: a change restarts it, and a removal restores the default', async () => {
  const before = await show('work_mem');
  const client = new Client({ connectionString: created.connection_uris[0]?.connection_uri });
  const ended = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  expect(await change({ work_mem: '7MB', autovacuum_naptime: '30s' })).toMatchObject({
    body: { operations: [{ action: 'apply_config' }] },
  });
  await ended;
  expect([await show('work_mem'), await show('autovacuum_naptime')]).toEqual(['7MB', '30s']);
  await api.post(`${path}/endpoints/${created.endpoints[0]?.id}/restart`);
  await emulator.settle();
  expect(await show('work_mem')).toBe('7MB');
  await change({});
  expect(await show('work_mem')).toBe(before);
});

test('the defaults of a project apply to its later endpoints, unless their request has other settings', async () => {
  await api.patch(path, { project: { default_endpoint_settings: { pg_settings: { work_mem: '6MB' } } } });
  const create = async (endpoint: object): Promise<CreatedBranch> => {
    const { body } = await api.post<CreatedBranch>(`${path}/branches`, {
      endpoints: [{ type: 'read_write', ...endpoint }],
    });
    await emulator.settle();
    return body;
  };
  expect(await show('work_mem', await create({}))).toBe('6MB');
  expect(await show('work_mem', await create({ settings: { pg_settings: { work_mem: '5MB' } } }))).toBe('5MB');
});

test('a new project applies its defaults to its first endpoint', async () => {
  const { body } = await api.post<CreatedProject>('/projects', {
    project: { default_endpoint_settings: { pg_settings: { work_mem: '6MB' } } },
  });
  await emulator.settle();
  expect(await show('work_mem', body)).toBe('6MB');
});

test('a read-only endpoint has its own settings', async () => {
  const { body } = await api.post<{ endpoint: { id: string } }>(`${path}/endpoints`, {
    endpoint: {
      branch_id: created.branch.id,
      type: 'read_only',
      settings: { pg_settings: { work_mem: '9MB' } },
    },
  });
  await emulator.settle();
  const uri = (created.connection_uris[0]?.connection_uri ?? '').replaceAll(
    created.endpoints[0]?.id ?? '',
    body.endpoint.id,
  );
  expect(await show('work_mem', { connection_uris: [{ connection_uri: uri }] as never })).toBe('9MB');
  expect(await show('work_mem')).not.toBe('9MB');
});

test.each([
  ['an unknown name', { no_such: '1' }, '"no_such" is not a parameter'],
  ['an invalid value', { work_mem: 'much' }, 'invalid value for parameter "work_mem": "much"'],
  ['a value out of range', { work_mem: '1kB' }, 'outside the valid range'],
  ['a setting that Neon manages', { max_connections: '1000' }, '"max_connections" cannot be changed'],
  ['a setting that could run a program', { archive_command: 'id' }, '"archive_command" cannot be changed'],
])('%s is refused, and nothing changes', async (_, pg_settings, message) => {
  const refused = { status: 400, body: { message: expect.stringContaining(message) } };
  expect(await change(pg_settings as unknown as Record<string, string>)).toMatchObject(refused);
  const settings = { pg_settings };
  expect(await api.patch(path, { project: { default_endpoint_settings: settings } })).toMatchObject(refused);
  expect(await api.post('/projects', { project: { default_endpoint_settings: settings } })).toMatchObject(refused);
  const endpoints = [{ type: 'read_only', settings }];
  expect(await api.post(`${path}/branches`, { endpoints })).toMatchObject(refused);
  const endpoint = { branch_id: created.branch.id, type: 'read_only', settings };
  expect(await api.post(`${path}/endpoints`, { endpoint })).toMatchObject(refused);
  expect(await api.get(`${path}/endpoints/${created.endpoints[0]?.id}`)).not.toMatchObject({
    body: { endpoint: { settings } },
  });
});
