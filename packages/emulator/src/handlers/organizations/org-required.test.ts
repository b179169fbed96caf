import { expect, test } from 'vitest';
import { createApi } from '../../../test/support/api.ts';
import { startTestEmulator, useEmulator } from '../../../test/support/use-emulator.ts';
import type { Emulator } from '../../start/index.ts';

const current = useEmulator({ seed: { projects: [{ project: { name: 'planted' } }] } });

/** Calls that name no organization. */
async function callWithoutOrg({ apiUrl, apiKey }: Emulator): Promise<readonly { readonly status: number }[]> {
  const api = createApi({ apiUrl, apiKey });
  return [await api.get('/projects'), await api.post('/projects', { project: {} })];
}

test('a personal key that names no organization cannot list or create projects', async () => {
  for (const answer of await callWithoutOrg(current().emulator)) {
    expect(answer).toMatchObject({ status: 400, body: { message: 'org_id is required' } });
  }
});

test('with orgRequired: false it can', async () => {
  const { emulator } = await startTestEmulator({ orgRequired: false });
  const [listed, created] = await callWithoutOrg(emulator);
  await emulator.stop();
  expect([listed?.status, created?.status]).toEqual([200, 201]);
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
