import type { CreateApiKeyResponse, CreateOrgApiKeyResponse, ListProjectsResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Api, type CreatedProject, createApi } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let created: CreatedProject;
let orgId: string;

beforeEach(async () => {
  created = await get().createProject();
  orgId = created.project.org_id ?? '';
});

const withKey = (apiKey: string): Api => createApi({ apiUrl: get().emulator.apiUrl, apiKey });

async function createOrgKey(body: object): Promise<CreateOrgApiKeyResponse> {
  return (await get().api.post<CreateOrgApiKeyResponse>(`/organizations/${orgId}/api_keys`, body)).body;
}

// neon-behaviour, Rules: API keys: the secret is shown once; revoking is immediate: 401 from then on.
describe('a personal key', () => {
  test('works, is listed without its secret, and stops working when it is revoked', async () => {
    const { api } = get();
    const { body: made } = await api.post<CreateApiKeyResponse>('/api_keys', { key_name: 'ci' });
    const own = withKey(made.key);
    expect(await own.get('/users/me')).toMatchObject({ status: 200 });
    expect(await own.get('/auth')).toMatchObject({ body: { auth_method: 'api_key_user' } });
    const listed = await api.get('/api_keys');
    expect(listed.body).toMatchObject([{ id: made.id, name: 'ci', last_used_from_addr: '127.0.0.1' }]);
    expect(JSON.stringify(listed.body)).not.toContain(made.key);
    const revoked = await api.delete(`/api_keys/${made.id}`);
    expect(revoked.body).toMatchObject({ id: made.id, name: 'ci', revoked: true });
    expect(await own.get('/users/me')).toMatchObject({
      status: 401,
      body: { code: '', message: 'supplied credentials do not pass authentication' },
    });
    expect(await api.delete(`/api_keys/${made.id}`)).toMatchObject({ status: 404 });
  });
});

describe('a key of the organization', () => {
  test('has access to the organization and its projects, not to the user', async () => {
    const { api } = get();
    const made = await createOrgKey({ key_name: 'org' });
    const own = withKey(made.key);
    expect(await own.get(`/projects/${created.project.id}`)).toMatchObject({ status: 200 });
    expect(await own.get(`/organizations/${orgId}/api_keys`)).toMatchObject({ body: [{ id: made.id }] });
    expect(await own.get('/auth')).toMatchObject({ body: { account_id: orgId, auth_method: 'api_key_org' } });
    expect(await own.get('/users/me')).toMatchObject({
      status: 404,
      body: { message: 'not allowed for organization API keys' },
    });
    expect((await own.get('/users/me/organizations')).body).toMatchObject({ organizations: [{ id: orgId }] });
    expect(await own.get('/api_keys')).toMatchObject({ status: 403 });
    expect(await own.get('/organizations/org-of-others')).toMatchObject({ status: 404 });
    expect((await api.get('/api_keys')).body).toEqual([]);
    await api.delete(`/organizations/${orgId}/api_keys/${made.id}`);
    expect(await own.get(`/projects/${created.project.id}`)).toMatchObject({ status: 401 });
  });
});

// neon-behaviour, Rules: project-scoped keys cannot delete their project or create projects.
describe('a key of one project', () => {
  test('has access only to that project, and cannot delete it or create others', async () => {
    const { createProject } = get();
    const other = await createProject();
    const made = await createOrgKey({ key_name: 'one', project_id: created.project.id });
    expect(made.project_id).toBe(created.project.id);
    const own = withKey(made.key);
    const { body } = await own.get<ListProjectsResponse>('/projects');
    expect(body.projects.map(({ id }) => id)).toEqual([created.project.id]);
    expect(await own.post(`/projects/${created.project.id}/branches`)).toMatchObject({ status: 201 });
    expect(await own.get(`/projects/${other.project.id}`)).toMatchObject({ status: 404 });
    expect(await own.delete(`/projects/${created.project.id}`)).toMatchObject({ status: 403 });
    expect(await own.post('/projects', { project: {} })).toMatchObject({ status: 403 });
    expect(await own.get(`/organizations/${orgId}/api_keys`)).toMatchObject({ status: 403 });
  });

  test('is only created for an existing project', async () => {
    const answer = await get().api.post(`/organizations/${orgId}/api_keys`, { key_name: 'x', project_id: 'none' });
    expect(answer).toMatchObject({ status: 404, body: { message: 'project not found' } });
  });
});
