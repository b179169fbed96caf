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

test('an organization that is not theirs is not found, for every key', async () => {
  const { apiUrl, apiKey, orgId } = current().emulator;
  const { body } = await current().api.post<{ key: string }>(`/organizations/${orgId}/api_keys`, { key_name: 'other' });
  for (const key of [apiKey, body.key]) {
    const api = createApi({ apiUrl, apiKey: key });
    const answers = [
      await api.get('/projects?org_id=org-none-1'),
      await api.post('/projects', { project: { org_id: 'org-none-1' } }),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { message: 'organization not found' } });
  }
});

test('the key of an organization or a project needs none, and may name its own', async () => {
  const { apiUrl, orgId } = current().emulator;
  const { body } = await current().api.get<{ projects: { id: string }[] }>(`/projects?org_id=${orgId}`);
  for (const scope of [{}, { project_id: body.projects[0]?.id }]) {
    const made = await current().api.post<{ key: string }>(`/organizations/${orgId}/api_keys`, {
      ...{ key_name: 'ci', ...scope },
    });
    const headers = { authorization: `Bearer ${made.body.key}` };
    for (const query of ['', `?org_id=${orgId}`])
      expect((await fetch(`${apiUrl}/projects${query}`, { headers })).status).toBe(200);
  }
});
