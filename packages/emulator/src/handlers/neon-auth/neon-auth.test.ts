import type { GetNeonAuthPluginConfigsResponse, ListNeonAuthIntegrationsResponse } from '@neon-api/types';
import { beforeEach, describe, expect, test } from 'vitest';
import { useEmulator } from '../../../test/support/use-emulator.ts';

const get = useEmulator();
let projectPath: string;
let base: string;
let ids: { project_id: string; branch_id: string };

beforeEach(async () => {
  const { project, branch } = await get().createProject();
  ids = { project_id: project.id, branch_id: branch.id };
  projectPath = `/projects/${project.id}`;
  base = `${projectPath}/branches/${branch.id}/auth`;
});

const enable = () => get().api.post(base, { auth_provider: 'better_auth' });

describe('Neon Auth', () => {
  test('exists after it is enabled, once, until it is disabled', async () => {
    const { api } = get();
    expect(await api.get(base)).toMatchObject({ status: 404 });
    expect(await enable()).toMatchObject({ status: 201, body: { schema_name: 'neon_auth' } });
    expect(await enable()).toMatchObject({ status: 409 });
    expect(await api.get(base)).toMatchObject({ body: { auth_provider: 'better_auth', branch_id: ids.branch_id } });
    const { body } = await api.get<ListNeonAuthIntegrationsResponse>(`${projectPath}/auth/integrations`);
    expect(body.data).toHaveLength(1);
    expect(await api.delete(base)).toMatchObject({ status: 200, body: undefined });
    expect(await api.get(base)).toMatchObject({ status: 404 });
  });

  test('stores every setting, and shows them together', async () => {
    const { api } = get();
    await enable();
    await api.patch(`${base}/allow_localhost`, { allow_localhost: false });
    await api.patch(`${base}/config`, { name: 'Shop' });
    await api.patch(`${base}/email_and_password`, { disable_sign_up: true });
    await api.patch(`${base}/email_provider`, { type: 'shared', sender_name: 'Shop' });
    await api.patch(`${base}/plugins/magic-link`, { enabled: true });
    await api.patch(`${base}/plugins/organization`, { enabled: true, membership_limit: 7 });
    await api.patch(`${base}/plugins/phone-number`, { enabled: true, otp_expires_in: 120 });
    const { body } = await api.get<GetNeonAuthPluginConfigsResponse>(`${base}/plugins`);
    expect(body).toMatchObject({
      allow_localhost: false,
      email_and_password: { disable_sign_up: true, enabled: true },
      email_provider: { sender_name: 'Shop' },
      magic_link: { enabled: true },
      organization: { enabled: true, membership_limit: 7 },
      phone_number: { enabled: true, otp_expires_in: 120 },
    });
    for (const path of ['allow_localhost', 'email_and_password', 'email_provider', 'plugins/phone-number']) {
      expect(await api.get(`${base}/${path}`)).toMatchObject({ status: 200 });
    }
    await api.put(`${base}/webhooks`, { enabled: true, webhook_url: 'https://example.com/hook' });
    expect(await api.get(`${base}/webhooks`)).toMatchObject({ body: { enabled: true } });
  });

  test('stores users, once per address', async () => {
    const { api } = get();
    await enable();
    const { body } = await api.post<{ id: string }>(`${base}/users`, { email: 'u@example.com' });
    expect(await api.post(`${base}/users`, { email: 'u@example.com' })).toMatchObject({ status: 409 });
    expect(await api.put(`${base}/users/${body.id}/role`, { roles: ['admin'] })).toMatchObject({ body });
    expect(await api.delete(`${base}/users/${body.id}`)).toMatchObject({ status: 204 });
    expect(await api.delete(`${base}/users/${body.id}`)).toMatchObject({ status: 404 });
  });

  test.each([
    ['the branch', () => base],
    ['the project', () => `${projectPath}/auth/integration/better_auth`],
  ])('of %s: users are back when it is enabled again, unless they were deleted', async (_, path) => {
    const { api } = get();
    const addUser = () => api.post(`${base}/users`, { email: 'u@example.com' });
    await enable();
    await addUser();
    await api.delete(path());
    await enable();
    expect(await addUser()).toMatchObject({ status: 409 });
    await api.delete(path(), { delete_data: true });
    await enable();
    expect(await addUser()).toMatchObject({ status: 201 });
  });

  test('stores trusted domains', async () => {
    const { api } = get();
    await enable();
    const domain = { domain: 'https://shop.example.com', auth_provider: 'better_auth' };
    expect(await api.post(`${base}/domains`, domain)).toMatchObject({ status: 201 });
    expect(await api.post(`${base}/domains`, domain)).toMatchObject({ status: 409 });
    expect((await api.get(`${base}/domains`)).body).toEqual({ domains: [domain] });
    const gone = { auth_provider: 'better_auth', domains: [{ domain: domain.domain }] };
    expect(await api.delete(`${base}/domains`, gone)).toMatchObject({ status: 200 });
    expect(await api.delete(`${base}/domains`, gone)).toMatchObject({ status: 404 });
  });

  test('stores OAuth providers: shared without a client, standard with one', async () => {
    const { api } = get();
    await enable();
    const path = `${base}/oauth_providers`;
    expect(await api.post(path, { id: 'google' })).toMatchObject({ status: 409 });
    expect(await api.post(path, { id: 'vercel' })).toMatchObject({ body: { type: 'shared' } });
    const { body } = await api.get<{ providers: { id: string }[] }>(path);
    expect(body.providers.map(({ id }) => id)).toEqual(['google', 'github', 'vercel']);
    const own = { client_id: 'id', client_secret: 'local' };
    expect(await api.patch(`${path}/vercel`, own)).toMatchObject({ body: { type: 'standard', client_id: 'id' } });
    expect(await api.delete(`${path}/vercel`)).toMatchObject({ status: 200 });
    expect(await api.patch(`${path}/vercel`, own)).toMatchObject({ status: 404 });
  });

  test('reports that it sends no mail', async () => {
    await enable();
    const server = {
      host: 'h',
      port: 25,
      username: 'u',
      password: 'p',
      sender_email: 's@example.com',
      sender_name: 'S',
    };
    const { body } = await get().api.post(`${base}/send_test_email`, { ...server, recipient_email: 'r@example.com' });
    expect(body).toMatchObject({ success: false });
  });

  test('reports that it sends no mail with the saved provider', async () => {
    const { api } = get();
    const path = `${base}/email_provider/test`;
    const asked = { recipient_email: 'r@example.com' };
    expect(await api.post(path, asked)).toMatchObject({ status: 404 });
    await enable();
    expect(await api.post(path, asked)).toMatchObject({
      status: 200,
      body: { success: false, error_message: expect.stringContaining('does not send mail') },
    });
    for (const recipient_email of ['', 'r', '@example.com', 'a b@example.com']) {
      expect(await api.post(path, { recipient_email })).toMatchObject({ status: 400 });
    }
    expect(await api.post(path, {})).toMatchObject({ status: 400 });
  });

  test('the older calls apply to the default branch', async () => {
    const { api } = get();
    const auth = { auth_provider: 'stack', project_id: ids.project_id };
    expect(await api.post('/projects/auth/create', { ...auth, branch_id: ids.branch_id })).toMatchObject({
      status: 201,
    });
    expect(await api.post('/projects/auth/keys', auth)).toMatchObject({ status: 201 });
    expect(await api.post('/projects/auth/transfer_ownership', auth)).toMatchObject({ status: 200 });
    const user = await api.post<{ id: string }>('/projects/auth/user', { ...auth, email: 'u@example.com' });
    expect(user.status).toBe(201);
    expect(await api.delete(`${projectPath}/auth/users/${user.body.id}`)).toMatchObject({ status: 204 });
    expect(await api.get(`${projectPath}/auth/email_server`)).toMatchObject({ body: { type: 'shared' } });
    expect(await api.patch(`${projectPath}/auth/email_server`, { type: 'shared' })).toMatchObject({ status: 200 });
    expect(await api.get(`${projectPath}/auth/oauth_providers`)).toMatchObject({ status: 200 });
    const domain = { domain: 'https://shop.example.com', auth_provider: 'stack' };
    expect(await api.post(`${projectPath}/auth/domains`, domain)).toMatchObject({ status: 201 });
    expect(await api.get(`${projectPath}/auth/domains`)).toMatchObject({ body: { domains: [domain] } });
    const gone = { auth_provider: 'stack', domains: [{ domain: domain.domain }] };
    expect(await api.delete(`${projectPath}/auth/domains`, gone)).toMatchObject({ status: 200 });
    const providers = `${projectPath}/auth/oauth_providers`;
    expect(await api.post(providers, { id: 'vercel' })).toMatchObject({ status: 200 });
    expect(await api.patch(`${providers}/vercel`, { client_id: 'id' })).toMatchObject({ body: { type: 'standard' } });
    expect(await api.delete(`${providers}/vercel`)).toMatchObject({ status: 200 });
    expect(await api.delete(`${projectPath}/auth/integration/mock`)).toMatchObject({ status: 404 });
    expect(await api.delete(`${projectPath}/auth/integration/stack`)).toMatchObject({ status: 200 });
    expect(await api.get(`${projectPath}/auth/oauth_providers`)).toMatchObject({ status: 404 });
  });
});
