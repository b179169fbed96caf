import type { GetProjectJWKSResponse, GrantPermissionToProjectResponse, Operation } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let base: string;

beforeEach(async () => {
  const { project } = await get().createProject();
  base = `/projects/${project.id}`;
});

test('permissions are granted once, listed, and revoked', async () => {
  const { api } = get();
  const email = 'guest@example.com';
  const { body } = await api.post<GrantPermissionToProjectResponse>(`${base}/permissions`, { email });
  expect(body.granted_to_email).toBe(email);
  expect(await api.post(`${base}/permissions`, { email })).toMatchObject({ status: 409 });
  expect((await api.get(`${base}/permissions`)).body).toMatchObject({ project_permissions: [{ id: body.id }] });
  const revoked = await api.delete<{ revoked_at?: string }>(`${base}/permissions/${body.id}`);
  expect(revoked.body.revoked_at).toBeDefined();
  expect((await api.get(`${base}/permissions`)).body).toEqual({ project_permissions: [] });
  expect(await api.delete(`${base}/permissions/${body.id}`)).toMatchObject({ status: 404 });
});

test('JWKS URLs are added with apply_config, listed, and deleted', async () => {
  const { api } = get();
  const asked = { jwks_url: 'https://auth.example.com/jwks.json', provider_name: 'Example' };
  const { status, body } = await api.post<{ operations: Operation[] }>(`${base}/jwks`, asked);
  expect(status).toBe(201);
  expect(body.operations.map(({ action }) => action)).toEqual(['apply_config']);
  expect(await api.post(`${base}/jwks`, asked)).toMatchObject({ status: 409 });
  const listed = await api.get<GetProjectJWKSResponse>(`${base}/jwks`);
  expect(listed.body.jwks).toMatchObject([asked]);
  await api.delete(`${base}/jwks/${listed.body.jwks[0]?.id}`);
  expect((await api.get(`${base}/jwks`)).body).toEqual({ jwks: [] });
});

test('advisors and preload libraries respond', async () => {
  const { api } = get();
  expect((await api.get(`${base}/advisors`)).body).toEqual({ issues: [] });
  expect(await api.get(`${base}/advisors?database_name=none`)).toMatchObject({ status: 404 });
  expect(await api.get(`${base}/available_preload_libraries`)).toMatchObject({ status: 200 });
});
