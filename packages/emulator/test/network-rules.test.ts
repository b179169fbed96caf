import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../src/start/index.ts';
import type { Api, CreatedProject } from './support/api.ts';
import { startWithProject } from './support/start-with-project.ts';

let emulator: Emulator;
let api: Api;
let created: CreatedProject;

beforeAll(async () => {
  ({ emulator, api, created } = await startWithProject());
});
afterAll(() => emulator.stop());

async function connect(): Promise<void> {
  const client = new Client({ connectionString: created.connection_uris[0]?.connection_uri });
  await client.connect();
  await client.end();
}

const ANY = { allowed_ips: { ips: [] }, block_public_connections: false };

test.each([
  ['an address that is not in allowed_ips', { allowed_ips: { ips: ['10.0.0.0/8'] } }, 'is not allowed to connect'],
  ['every address, if public connections are blocked', { block_public_connections: true }, 'are blocked'],
])('%s is refused', async (_, settings, message) => {
  await api.patch(`/projects/${created.project.id}`, { project: { settings: { ...ANY, ...settings } } });
  await expect(connect()).rejects.toThrow(message);
  await api.patch(`/projects/${created.project.id}`, { project: { settings: ANY } });
  await connect();
});

test.each([
  ['an address in the list', { ips: ['127.0.0.0/8'] }],
  [
    'an unlisted address, if the list is only for protected branches',
    { ips: ['10.0.0.1'], protected_branches_only: true },
  ],
])('%s is allowed', async (_, allowed_ips) => {
  await api.patch(`/projects/${created.project.id}`, { project: { settings: { ...ANY, allowed_ips } } });
  await connect();
});

test('an invalid entry is refused with its text, and nothing changes', async () => {
  const project = { settings: { allowed_ips: { ips: ['office'] } } };
  const message = expect.stringContaining('"office" is not an IP address');
  const before = await api.get('/projects');
  expect(await api.post('/projects', { project })).toMatchObject({ status: 400, body: { message } });
  expect(await api.patch(`/projects/${created.project.id}`, { project })).toMatchObject({
    status: 400,
    body: { message },
  });
  expect((await api.get('/projects')).body).toEqual(before.body);
});
