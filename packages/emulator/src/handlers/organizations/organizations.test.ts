import type { GetOrganizationMembersResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let base: string;
let projectId: string;

beforeEach(async () => {
  const { project } = await get().createProject();
  projectId = project.id;
  base = `/organizations/${project.org_id}`;
});

test('members are listed with their users; the last admin cannot be demoted', async () => {
  const { api } = get();
  const { body } = await api.get<GetOrganizationMembersResponse>(`${base}/members`);
  expect(body.members).toMatchObject([{ user: { email: 'developer@example.com' }, member: { role: 'admin' } }]);
  const path = `${base}/members/${body.members[0]?.member.id}`;
  expect(await api.get(path)).toMatchObject({ body: { role: 'admin' } });
  expect(await api.patch(path, { role: 'member' })).toMatchObject({ status: 422 });
  expect(await api.delete(path)).toMatchObject({ status: 422 });
  expect(await api.get(`${base}/members/00000000-0000-4000-8000-000000000000`)).toMatchObject({ status: 404 });
});

test('invitations are recorded, once per address', async () => {
  const { api } = get();
  const invitations = [{ email: 'a@example.com', role: 'member' }];
  expect(await api.post(`${base}/invitations`, { invitations })).toMatchObject({ status: 200 });
  expect(await api.post(`${base}/invitations`, { invitations })).toMatchObject({ status: 409 });
  expect(await api.get(`${base}/invitations`)).toMatchObject({ body: { invitations } });
});

test('the spending limit is set, read and removed', async () => {
  const { api } = get();
  const path = `${base}/billing/spending_limit`;
  expect((await api.get(path)).body).toEqual({ spending_limit_cents: null });
  expect((await api.put(path, { spending_limit_cents: 500 })).body).toEqual({ spending_limit_cents: 500 });
  await api.delete(path);
  expect((await api.get(path)).body).toEqual({ spending_limit_cents: null });
});

describe('VPC endpoints', () => {
  test('of the organization are assigned, listed, described and deleted', async () => {
    const { api } = get();
    const path = `${base}/vpc/region/aws-us-east-1/vpc_endpoints`;
    expect(await api.post(`${path}/vpce-1`, { label: 'one' })).toMatchObject({ status: 200, body: undefined });
    await api.post(`/projects/${projectId}/vpc_endpoints/vpce-1`, { label: 'mine' });
    expect((await api.get(path)).body).toEqual({ endpoints: [{ vpc_endpoint_id: 'vpce-1', label: 'one' }] });
    expect((await api.get(`${base}/vpc/vpc_endpoints`)).body).toMatchObject({
      endpoints: [{ region_id: 'aws-us-east-1' }],
    });
    expect((await api.get(`${path}/vpce-1`)).body).toMatchObject({ num_restricted_projects: 1 });
    expect(await api.delete(`${path}/vpce-1`)).toMatchObject({ status: 200 });
    expect(await api.delete(`${path}/vpce-1`)).toMatchObject({ status: 404 });
  });

  test('of a project have a label, which can be changed', async () => {
    const { api } = get();
    const path = `/projects/${projectId}/vpc_endpoints`;
    await api.post(`${path}/vpce-1`, { label: 'one' });
    await api.post(`${path}/vpce-1`, { label: 'two' });
    expect((await api.get(path)).body).toEqual({ endpoints: [{ vpc_endpoint_id: 'vpce-1', label: 'two' }] });
    await api.delete(`${path}/vpce-1`);
    expect((await api.get(path)).body).toEqual({ endpoints: [] });
  });
});

test('the organization can be read; unknown ones are not found', async () => {
  const { api } = get();
  expect(await api.get(base)).toMatchObject({ body: { name: 'Local', plan: 'scale_v3' } });
  expect(await api.get('/organizations/org-of-others')).toMatchObject({ status: 404 });
});

test('projects are transferred by organization, by user and by request', async () => {
  const { api } = get();
  const [, , destination_org_id] = base.split('/');
  const asked = { destination_org_id, project_ids: [projectId] };
  expect(await api.post(`${base}/projects/transfer`, asked)).toMatchObject({ status: 200, body: {} });
  expect(await api.post('/users/me/projects/transfer', asked)).toMatchObject({ status: 200, body: {} });
  const requests = `/projects/${projectId}/transfer_requests`;
  const { status, body } = await api.post<{ id: string }>(requests, { ttl_seconds: 60 });
  expect(status).toBe(201);
  expect(await api.put(`${requests}/${body.id}`, {})).toMatchObject({ status: 204 });
  expect(await api.put(`${requests}/${body.id}`, {})).toMatchObject({ status: 404 });
  expect(await api.get('/projects/shared')).toMatchObject({ body: { projects: [] } });
});
