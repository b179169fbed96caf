import { expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const current = useEmulator({ orgRequired: true, seed: { projects: [{ project: { name: 'planted' } }] } });

test('a personal key that names no organization cannot list or create projects', async () => {
  for (const answer of [await current().api.get('/projects'), await current().api.post('/projects', { project: {} })]) {
    expect(answer).toMatchObject({ status: 400, body: { message: 'org_id is required' } });
  }
});

test('with its organization it can, and the seed is planted', async () => {
  const { orgId } = current().emulator;
  const created = await current().api.post('/projects', { project: { name: 'new', org_id: orgId } });
  expect(created).toMatchObject({ status: 201, body: { project: { org_id: orgId } } });
  const listed = await current().api.get<{ projects: { name: string }[] }>(`/projects?org_id=${orgId}`);
  expect(listed.body.projects.map(({ name }) => name)).toEqual(['new', 'planted']);
});

test('the key of an organization needs none', async () => {
  const { orgId } = current().emulator;
  const made = await current().api.post<{ key: string }>(`/organizations/${orgId}/api_keys`, { key_name: 'ci' });
  const headers = { authorization: `Bearer ${made.body.key}` };
  const listed = await fetch(`${current().emulator.apiUrl}/projects`, { headers });
  expect(listed.status).toBe(200);
});
