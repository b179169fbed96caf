import type { RoleOperations } from '@neon-api/types';
import { beforeEach, expect, test } from 'vitest';
import type { CreatedProject } from '../../../test/support/api.ts';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let created: CreatedProject;
let base: string;

beforeEach(async () => {
  created = await get().createProject();
  base = `/projects/${created.project.id}/branches/${created.branch.id}/roles`;
});

test('a new role has a password, starts apply_config, and exists in Postgres', async () => {
  const { api, emulator, dataPlane } = get();
  const { status, body } = await api.post<RoleOperations>(base, { role: { name: 'app' } });
  expect(status).toBe(201);
  expect(body.operations.map(({ action }) => action)).toEqual(['apply_config']);
  const { password } = body.role;
  expect(password).toMatch(/^npg_/);
  await emulator.settle();
  expect(dataPlane.calls.at(-1)).toBe(`applyRole ${created.branch.id} ${JSON.stringify({ name: 'app', password })}`);
  expect((await api.get(`${base}/app/reveal_password`)).body).toEqual({ password });
  const { body: listed } = await api.get<{ roles: object[] }>(base);
  expect(listed.roles.map((role) => 'password' in role)).toEqual([false, false]);
});

test('an existing role is a conflict, and a reserved name is refused', async () => {
  const { api } = get();
  expect(await api.post(base, { role: { name: 'neondb_owner' } })).toMatchObject({ status: 409 });
  for (const name of ['pg_monitor', 'neon_superuser', 'cloud_admin', 'zenith_admin', 'public', 'none']) {
    expect(await api.post(base, { role: { name } })).toMatchObject({ status: 422 });
  }
});

test('a role that owns a database cannot be deleted, but others can', async () => {
  const { api, emulator, dataPlane } = get();
  expect(await api.delete(`${base}/neondb_owner`)).toMatchObject({ status: 422 });
  await api.post(base, { role: { name: 'app' } });
  await emulator.settle();
  expect(await api.delete(`${base}/app`)).toMatchObject({ status: 200, body: { role: { name: 'app' } } });
  await emulator.settle();
  expect(dataPlane.calls.at(-1)).toBe(`dropRole ${created.branch.id} app`);
  expect(await api.get(`${base}/app`)).toMatchObject({ status: 404, body: { message: 'role not found' } });
  expect(await api.delete(`${base}/app`)).toMatchObject({ status: 204 });
});

test('a reset sets a new password, which reveal and the connection URI show', async () => {
  const { api } = get();
  const { body } = await api.post<RoleOperations>(`${base}/neondb_owner/reset_password`);
  expect(body.role.password).not.toBe(created.roles[0]?.password);
  expect((await api.get(`${base}/neondb_owner/reveal_password`)).body).toEqual({ password: body.role.password });
});

test('reveal returns 412 if the project does not store passwords', async () => {
  const { api, createProject } = get();
  const { project, branch } = await createProject({ store_passwords: false });
  const path = `/projects/${project.id}/branches/${branch.id}/roles/neondb_owner/reveal_password`;
  expect(await api.get(path)).toMatchObject({ status: 412 });
});

test('a role that cannot log in has no password to show or reset', async () => {
  const { api } = get();
  const { status, body } = await api.post<RoleOperations>(base, { role: { name: 'owner', no_login: true } });
  expect(status).toBe(201);
  expect(body.role).toMatchObject({ name: 'owner', authentication_method: 'no_login' });
  expect(body.role).not.toHaveProperty('password');
  await get().emulator.settle();
  expect(await api.get(`${base}/owner/reveal_password`)).toMatchObject({ status: 412 });
  expect(await api.post(`${base}/owner/reset_password`)).toMatchObject({ status: 422 });
});
